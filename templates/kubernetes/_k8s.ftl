[#-- SPDX-License-Identifier: Apache-2.0 --]
[#assign namespace = options.namespace?has_content?then(options.namespace, project.name)]
[#assign stagingNamespace = namespace + "-staging"]
