[#-- SPDX-License-Identifier: Apache-2.0 --]
[#-- The smallest size of Fargate that holds so many cores and MiB: its CPU units, and its MiB. --]
[#function smallest cores memory]
[#local sizes = ([[256, 512], [256, 1024], [256, 2048]]
  + (1..4)?map(n -> [512, n * 1024]) + (2..8)?map(n -> [1024, n * 1024]) + (4..16)?map(n -> [2048, n * 1024])
  + (8..30)?map(n -> [4096, n * 1024]) + (4..15)?map(n -> [8192, n * 4096]) + (4..15)?map(n -> [16384, n * 8192]))?filter(size ->
    size[0] gte cores * 1024 && size[1] gte memory)]
[#if sizes?size == 0][#stop "no size of Fargate holds the plan's limits of CPU and memory"][/#if]
[#return sizes?first]
[/#function]
