// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import java.util.Map;

/// Finds the endpoint of a path.
///
/// @param paths endpoints by exact path, without query
/// @param otherwise answers every other path
record Routes(Map<String, Endpoint> paths, Endpoint otherwise) {

  Routes {
    paths = Map.copyOf(paths);
  }

  Endpoint find(String uri) {
    Endpoint exact = paths.get(uri);
    if (exact != null) {
      return exact;
    }
    int query = uri.indexOf('?');
    return query < 0 ? otherwise : paths.getOrDefault(uri.substring(0, query), otherwise);
  }
}
