"""The front of the cloud as a CloudFormation template: one address for site, data and interface.

1. ``/api/*`` goes to the gateway, uncached and whole; everything else to the public bucket.
2. Every reply gets the headers of ``sitegen.headers``; what an origin says itself is not replaced.
3. Only the distribution may read the bucket.  It may also list it, or a missing file would be
   answered with 403 instead of 404.
"""

from pathlib import Path
from typing import Any

from sitegen.headers import HSTS_SECONDS, SECURITY_HEADERS

FRONT_KEY_HEADER = "x-contest-front"

_INDEX_PAGES = Path(__file__).with_name("index_pages.js")
_CACHED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
"""CloudFront's managed policy CachingOptimized: files say themselves how long."""
_UNCACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
"""CloudFront's managed policy CachingDisabled."""
_ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
"""CloudFront's managed policy AllViewerExceptHostHeader, or no token would arrive."""
_READ = ["GET", "HEAD"]
_ALL = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]


def front_template() -> dict[str, Any]:
    """Return the template; its parameters name what the other steps of a deployment made."""
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "One address for a contest's site, published files and interface",
        "Parameters": {
            "PublicBucket": {"Type": "String", "Description": "Name of the public bucket"},
            "RestAPIId": {"Type": "String", "Description": "Output of the functions' stack"},
            "FrontKey": {
                "Type": "String",
                "NoEcho": True,
                "Description": "Shown to the interface, which then believes who called",
            },
            "Domain": {"Type": "String", "Default": ""},
            "CertificateArn": {
                "Type": "String",
                "Default": "",
                "Description": "Of the domain, in us-east-1",
            },
        },
        "Conditions": {"HasDomain": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Domain"}, ""]}]}},
        "Resources": {
            "Headers": _headers_policy(),
            "IndexPages": _index_pages(),
            "BucketAccess": _bucket_access(),
            "Distribution": _distribution(),
            "BucketPolicy": _bucket_policy(),
        },
        "Outputs": {
            "Address": {"Value": {"Fn::Sub": "https://${Distribution.DomainName}"}},
            "DistributionId": {"Value": {"Ref": "Distribution"}},
        },
    }


def headers_config() -> dict[str, Any]:
    """Return the headers in the form of a CloudFront response headers policy."""
    stated = dict(SECURITY_HEADERS)
    security: dict[str, Any] = {
        "ContentSecurityPolicy": {
            "ContentSecurityPolicy": stated.pop("Content-Security-Policy"),
            "Override": False,
        },
        "ReferrerPolicy": {"ReferrerPolicy": stated.pop("Referrer-Policy"), "Override": False},
        "FrameOptions": {"FrameOption": stated.pop("X-Frame-Options"), "Override": False},
        "StrictTransportSecurity": {
            "AccessControlMaxAgeSec": HSTS_SECONDS,
            "IncludeSubdomains": False,
            "Override": True,
        },
    }
    if stated.pop("X-Content-Type-Options", "") == "nosniff":
        security["ContentTypeOptions"] = {"Override": False}
    custom = [{"Header": name, "Value": value, "Override": False} for name, value in stated.items()]
    return {
        "Name": {"Fn::Sub": "${AWS::StackName}-headers"},
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": {"Items": custom},
    }


def _headers_policy() -> dict[str, Any]:
    return {
        "Type": "AWS::CloudFront::ResponseHeadersPolicy",
        "Properties": {"ResponseHeadersPolicyConfig": headers_config()},
    }


def _index_pages() -> dict[str, Any]:
    return {
        "Type": "AWS::CloudFront::Function",
        "Properties": {
            "Name": {"Fn::Sub": "${AWS::StackName}-index-pages"},
            "AutoPublish": True,
            "FunctionConfig": {"Comment": "Index pages", "Runtime": "cloudfront-js-2.0"},
            "FunctionCode": _INDEX_PAGES.read_text(encoding="utf-8"),
        },
    }


def _bucket_access() -> dict[str, Any]:
    return {
        "Type": "AWS::CloudFront::OriginAccessControl",
        "Properties": {
            "OriginAccessControlConfig": {
                "Name": {"Fn::Sub": "${AWS::StackName}-bucket"},
                "OriginAccessControlOriginType": "s3",
                "SigningBehavior": "always",
                "SigningProtocol": "sigv4",
            }
        },
    }


def _distribution() -> dict[str, Any]:
    bucket = {"Fn::Sub": "${PublicBucket}.s3.${AWS::Region}.amazonaws.com"}
    gateway = {"Fn::Sub": "${RestAPIId}.execute-api.${AWS::Region}.amazonaws.com"}
    index_pages = {
        "EventType": "viewer-request",
        "FunctionARN": {"Fn::GetAtt": ["IndexPages", "FunctionMetadata.FunctionARN"]},
    }
    return {
        "Type": "AWS::CloudFront::Distribution",
        "Properties": {
            "DistributionConfig": {
                "Enabled": True,
                "HttpVersion": "http2and3",
                "IPV6Enabled": True,
                "DefaultRootObject": "index.html",
                "Aliases": {"Fn::If": ["HasDomain", [{"Ref": "Domain"}], {"Ref": "AWS::NoValue"}]},
                "ViewerCertificate": {
                    "Fn::If": [
                        "HasDomain",
                        {
                            "AcmCertificateArn": {"Ref": "CertificateArn"},
                            "MinimumProtocolVersion": "TLSv1.2_2021",
                            "SslSupportMethod": "sni-only",
                        },
                        {"CloudFrontDefaultCertificate": True},
                    ]
                },
                "Origins": [
                    {
                        "Id": "public",
                        "DomainName": bucket,
                        "OriginAccessControlId": {"Fn::GetAtt": ["BucketAccess", "Id"]},
                        "S3OriginConfig": {"OriginAccessIdentity": ""},
                    },
                    {
                        "Id": "interface",
                        "DomainName": gateway,
                        "CustomOriginConfig": {
                            "OriginProtocolPolicy": "https-only",
                            "OriginSSLProtocols": ["TLSv1.2"],
                        },
                        "OriginCustomHeaders": [
                            {"HeaderName": FRONT_KEY_HEADER, "HeaderValue": {"Ref": "FrontKey"}}
                        ],
                    },
                ],
                "DefaultCacheBehavior": {
                    **_behaviour("public", _CACHED, _READ),
                    "FunctionAssociations": [index_pages],
                },
                "CacheBehaviors": [
                    {
                        "PathPattern": "/api/*",
                        **_behaviour("interface", _UNCACHED, _ALL),
                        "OriginRequestPolicyId": _ALL_BUT_HOST,
                    },
                    {"PathPattern": "/data/*", **_behaviour("public", _CACHED, _READ)},
                ],
            }
        },
    }


def _behaviour(origin: str, cache_policy: str, methods: list[str]) -> dict[str, Any]:
    return {
        "TargetOriginId": origin,
        "ViewerProtocolPolicy": "redirect-to-https",
        "Compress": True,
        "AllowedMethods": methods,
        "CachePolicyId": cache_policy,
        "ResponseHeadersPolicyId": {"Ref": "Headers"},
    }


def _bucket_policy() -> dict[str, Any]:
    account = "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}"
    distribution = {"Fn::Sub": account + ":distribution/${Distribution}"}
    bucket = "arn:${AWS::Partition}:s3:::${PublicBucket}"
    return {
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {
            "Bucket": {"Ref": "PublicBucket"},
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudfront.amazonaws.com"},
                        "Action": action,
                        "Resource": {"Fn::Sub": resource},
                        "Condition": {"StringEquals": {"AWS:SourceArn": distribution}},
                    }
                    for action, resource in (
                        ("s3:GetObject", f"{bucket}/*"),
                        ("s3:ListBucket", bucket),
                    )
                ],
            },
        },
    }
