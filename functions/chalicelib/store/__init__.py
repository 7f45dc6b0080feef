"""The ports' adapters for AWS: DynamoDB, S3, the parameter store and Lambda.

Every adapter takes a ``clients.Clients`` and imports AWS's library only when it first calls.
"""
