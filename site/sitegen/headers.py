"""The headers that every reply of the site carries, wherever it is served.

The local server sends them as they stand; the front's template for the cloud is made from them
(``office.deployment``).  The interface has stricter ones of its own, which are not replaced.

Nothing runs or styles a page but our own files: no page has a script or a style of its own in it,
so that no hash is needed either.  There is no Cross-Origin-Resource-Policy, since units' own sites
show our banner.
"""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)

SECURITY_HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)

HSTS_SECONDS = 31_536_000
"""For how long a browser is to ask by HTTPS alone: said by the cloud's front, which has HTTPS."""
