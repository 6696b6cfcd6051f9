// SPDX-License-Identifier: Apache-2.0

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/// Asks the data engine, for packaging/dev/spark-try: each argument is a statement, and each row of
/// the last one's answer is printed with tabs between its values.
final class Sql {

  private Sql() {}

  public static void main(String[] statements) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < statements.length - 1; i++) {
        statement.execute(statements[i]);
      }
      if (statement.execute(statements[statements.length - 1])) {
        ResultSet rows = statement.getResultSet();
        while (rows.next()) {
          var line = new StringBuilder();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            line.append(i == 1 ? "" : "\t").append(rows.getString(i));
          }
          System.out.println(line);
        }
      }
    }
  }
}
