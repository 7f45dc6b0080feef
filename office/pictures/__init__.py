"""Pictures that stand for the contest elsewhere: share cards and banners, made of its own words."""

from office.pictures.made import contest_pictures

__all__ = ["contest_pictures"]
