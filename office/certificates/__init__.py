"""Certificates (giấy khen, giấy chứng nhận): who gets one, how it is printed, how it is checked.

1. ``claims`` says who is due one: whoever takes a decided award that comes with a certificate, and,
   where the rules promise it, whoever passed.
2. ``codes`` gives each a code that is the same whenever it is printed again.
3. ``register`` keeps what was issued and revoked as public files that only a code opens.
4. ``sheets`` puts a claim into words, ``office.typeset`` sets them.
"""
