// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.BREAKING;
import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;
import java.util.Set;

/// What callers send and get, and what data must keep to: OpenAPI, JSON schemas, data contract.
final class SchemaRules {

  private static final String SCHEMAS = ".*(openapi[^/]*\\.ya?ml|schema\\.json|\\.odcs\\.ya?ml)";

  private static final Set<String> WORDS =
      Set.of(
          "description",
          "summary",
          "title",
          "example",
          "examples",
          "operationId",
          "$comment",
          "tags",
          "info",
          "externalDocs");

  static final List<Rule> ALL =
      List.of(
          At.the("column %s", "**/schema/[]/properties/[]")
              .gone(BREAKING, "who reads or delivers it must know: ask both sides of the contract")
              .added(NEUTRAL, "who delivers the data must deliver it"),
          At.the("column %s: must be there", "**/properties/[]/required|unique")
              .to("true", BREAKING, "who delivers the data must deliver it: ask them")
              .any(WEAKER, "rows without it are let pass"),
          At.the("call %s", "paths/*", "paths/*/get|post|put|delete|patch|head")
              .gone(BREAKING, "callers of it get 404: tell them first")
              .added(NEUTRAL, "callers may use it"),
          At.the("answer %s", "**/responses/*")
              .when(
                  place ->
                      place.isGone() && place.path().getLast().matches("(?i)2[0-9x]{2}|default"),
                  BREAKING,
                  "callers that wait for it do not get it: tell them first",
                  false)
              .gone(NEUTRAL, "callers do not see it any more")
              .added(NEUTRAL, "callers may see it"),
          At.the("address of the service", "servers/**", "servers")
              .any(BREAKING, "callers of the old address may reach nothing: tell them first"),
          At.the(
                  "login of callers",
                  "security",
                  "security/**",
                  "**/securitySchemes/**",
                  "**/securitySchemes",
                  "paths/*/*/security")
              .added(BREAKING, "callers without it are refused: tell them first")
              .gone(WEAKER, "whoever reaches it may call")
              .any(BREAKING, "callers log in another way: tell them first"),
          At.the("request body", "**/requestBody/required")
              .to("true", BREAKING, "callers without one are refused")
              .any(NEUTRAL, "callers may leave it out"),
          At.the(
                  "words for people",
                  "**/description|summary|title|example|examples|operationId|$comment",
                  "**/tags",
                  "**/tags/**",
                  "info/**",
                  "info",
                  "**/examples/**",
                  "**/externalDocs/**")
              .file(SCHEMAS)
              .when(SchemaRules::isWords, NEUTRAL, "callers read other words", false),
          At.the("parts of %s", "components/schemas/*")
              .gone(BREAKING, "callers that were made from it do not fit")
              .added(NEUTRAL, "one more that others name"),
          At.the("field that must be there", "**/required/[]", "**/required")
              .file(SCHEMAS)
              .when(
                  place -> place.isNew() && place.path().contains("responses"),
                  NEUTRAL,
                  "callers find it in each answer",
                  false)
              .when(
                  place -> place.isGone() && place.path().contains("responses"),
                  BREAKING,
                  "callers that read it may not find it: tell them first",
                  false)
              .added(BREAKING, "requests without it are refused: tell callers first")
              .when(
                  place -> place.isGone() && place.path().contains("components"),
                  UNJUDGED,
                  "callers may leave it out of requests, or miss it in answers: which is it?",
                  false)
              .gone(NEUTRAL, "callers may leave it out, or may not find it: see the fields"),
          At.the("field of %s", "**/properties/*")
              .file(SCHEMAS)
              .gone(BREAKING, "callers that send or read it do not fit: tell them first")
              .added(NEUTRAL, "callers that do not know it may ignore it"),
          At.the("allowed values", "**/enum")
              .file(SCHEMAS)
              .added(BREAKING, "requests with other values are refused: tell callers first")
              .gone(NEUTRAL, "every value is allowed"),
          At.the("allowed values", "**/enum/[]")
              .file(SCHEMAS)
              .gone(BREAKING, "requests with it are refused: tell callers first")
              .added(NEUTRAL, "one more is allowed"),
          At.the("smallest allowed", "**/minimum|minItems|minLength|exclusiveMinimum")
              .file(SCHEMAS)
              .same()
              .raised(BREAKING, "requests below it are refused: tell callers first")
              .added(BREAKING, "requests below it are refused: tell callers first")
              .any(NEUTRAL, "more is allowed"),
          At.the("largest allowed", "**/maximum|maxItems|maxLength|exclusiveMaximum")
              .file(SCHEMAS)
              .same()
              .lowered(BREAKING, "requests above it are refused: tell callers first")
              .added(BREAKING, "requests above it are refused: tell callers first")
              .any(NEUTRAL, "more is allowed"),
          At.the(
                  "type of %s",
                  "**/type|format|const|pattern|$ref|logicalType|physicalType",
                  "**/type/[]",
                  "**/oneOf/**",
                  "**/anyOf/**",
                  "**/additionalProperties")
              .file(SCHEMAS)
              .any(BREAKING, "what callers send or read as before may not fit: tell them first"),
          At.the("class of column %s", "**/classification")
              .to(
                  "none|public",
                  WEAKER,
                  "personal data may be treated as if they were none: let privacy agree")
              .any(UNJUDGED, "who may see it is another: let privacy agree"),
          At.the("check of %s", "**/quality/[]", "**/quality")
              .gone(WEAKER, "data that break it are let pass")
              .added(STRONGER, "data that break it are stopped"),
          At.the("check of %s", "**/mustBeLessOrEqualTo|mustBeLessThan", "**/allowPercent")
              .raised(WEAKER, "data that broke it are let pass")
              .lowered(STRONGER, "more data are stopped"),
          At.the(
                  "check of %s",
                  "**/mustBeGreaterOrEqualTo|mustBeGreaterThan", "**/implementation/min")
              .lowered(WEAKER, "data that broke it are let pass")
              .raised(STRONGER, "more data are stopped"),
          At.the("promise of the data", "**/slaProperties/[]/value")
              .raised(WEAKER, "older data are let pass")
              .lowered(STRONGER, "older data are stopped"),
          At.the("promise of the data", "**/slaProperties/[]", "*/slaProperties")
              .gone(WEAKER, "older data are let pass")
              .added(STRONGER, "older data are stopped"),
          At.the(
                  "people of the contract",
                  "*/team/**",
                  "*/team",
                  "*/support/**",
                  "*/version",
                  "**/customProperties/**",
                  "*/servers/**")
              .any(NEUTRAL, "other words for people"),
          At.the("state of the contract", "*/status").any(NEUTRAL, "whether both sides signed"));

  private SchemaRules() {}

  /// Whether it is words for people, and no field that has such a name.
  private static boolean isWords(Place place) {
    List<String> path = place.path();
    for (int i = 0; i < path.size(); i++) {
      boolean field = i > 0 && path.get(i - 1).equals("properties");
      if (WORDS.contains(path.get(i)) && !field) {
        return true;
      }
    }
    return false;
  }
}
