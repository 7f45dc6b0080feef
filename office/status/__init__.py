"""What is due, done and wrong with a contest at a moment, and what its organizer does next.

``read`` collects facts from the stores and from this computer, ``decide`` is pure, ``words`` says
it.  Every command of the organizer's week ends with the next step that ``decide`` gives, so that no
command and no ``build.py status`` contradict each other.
"""
