[#-- SPDX-License-Identifier: Apache-2.0 --]
[#assign namespace = optionsOf.kubernetes.namespace?has_content?then(optionsOf.kubernetes.namespace, project.name)]
[#assign stagingNamespace = namespace + "-staging"]
