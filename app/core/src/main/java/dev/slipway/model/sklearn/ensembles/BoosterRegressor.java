// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.ensembles;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Cell;
import dev.slipway.model.sklearn.Flow;
import dev.slipway.model.sklearn.Regressor;
import dev.slipway.model.trees.Link;
import dev.slipway.model.trees.LinkGraph;
import dev.slipway.model.trees.NotConvertible;
import java.util.List;

/// XGBRegressor and LGBMRegressor, and what ranks.
record BoosterRegressor(Booster booster, Link link) implements Regressor {

  @Override
  public List<Taken> takes() {
    return booster.takes();
  }

  @Override
  public int targets() {
    return booster.scores();
  }

  @Override
  public List<String> notes() {
    return booster.model().notes();
  }

  @Override
  public double[] predict(List<Cell> row) {
    return booster.answer(row);
  }

  @Override
  public String write(GraphWriter graph, Flow columns) throws NotConvertible {
    return LinkGraph.linked(graph, link, booster.write(graph, columns));
  }
}
