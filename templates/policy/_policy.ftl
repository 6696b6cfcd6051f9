[#-- SPDX-License-Identifier: Apache-2.0 --]
[#-- What both policies and their record agree on. --]
[#import "/docker/_names.ftl" as names]
[#import "/kubernetes/_k8s.ftl" as k8s]
[#assign name = project.name + "-released"]
[#assign enforced = options.action == "enforce"]
[#assign label = options.namespaceLabel?has_content?then(options.namespaceLabel, "kubernetes.io/metadata.name=" + k8s.namespace)]
[#assign repository = names.image + "@sha256:"]
[#-- What the bundle's other targets run beside the service. --]
[#assign others = options.otherImages?split(",")?filter(image -> image?has_content)]
[#if targets?seq_contains("retraining")][#assign others = others + [optionsOf.retraining.image]][/#if]
[#if targets?seq_contains("profile")][#import "/profile/_profile.ftl" as profile][#assign others = others + [profile.image]][/#if]
[#macro about]
metadata:
  name: [=name]
  labels:
    app.kubernetes.io/name: [=project.name]
    app.kubernetes.io/component: policy
[/#macro]
