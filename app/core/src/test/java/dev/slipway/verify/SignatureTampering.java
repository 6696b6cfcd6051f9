// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import static dev.slipway.verify.FolderTampering.RIGHTS;
import static dev.slipway.verify.Tampered.add;

import dev.slipway.base.Sha256;
import dev.slipway.bundle.BundleWriter;
import dev.slipway.bundle.Keys;
import dev.slipway.bundle.Overwrite;
import dev.slipway.bundle.SigningKey;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.verify.Tampered.Tampering;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What can be done to a signed bundle by somebody who computes its hashes anew, but lacks the key.
final class SignatureTampering {

  private static final String NOT_SIGNED =
      "bundle.json is not what the owner of the key signed. // ";
  private static final String INDEX = "bundle.json";
  private static final String SIGNATURE = "bundle.json.sig";
  private static final String DEPLOYMENT = "deploy/base/deployment.yaml";

  static final Map<String, Tampering> ALL = new LinkedHashMap<>();

  static {
    recomputed();
    signatures();
    own();
  }

  private SignatureTampering() {}

  private static void recomputed() {
    ALL.put("a changed manifest", b -> rooted(b, NOT_SIGNED));
    ALL.put(
        "another model",
        b -> {
          String file = "docker/app/model/model.onnx";
          change(b, file, "an ONNX model", "an ONNX mod3l");
          return NOT_SIGNED + file;
        });
    ALL.put(
        "rights that the index lists",
        b -> {
          var _ = add(b, "chart/templates/rights.yaml", RIGHTS);
          index(
              b,
              "\"files\" : {",
              "\"files\" : {\"chart/templates/rights.yaml\": {\"sha256\": \"%s\", \"target\": \"helm\"},"
                  .formatted(hash(b, "chart/templates/rights.yaml")));
          return NOT_SIGNED + "chart/templates/rights.yaml";
        });
    ALL.put(
        "a file that the index no longer lists",
        b -> {
          String text = Files.readString(b.resolve(INDEX));
          Files.writeString(
              b.resolve(INDEX),
              text.replaceFirst("(?s)\"deploy/base/network.yaml\" : \\{.*?\\n    \\},\\s*", ""));
          Files.delete(b.resolve("deploy/base/network.yaml"));
          return NOT_SIGNED + "deploy/base/network.yaml";
        });
    ALL.put(
        "another number of the plan",
        b -> {
          String text = Files.readString(b.resolve(INDEX));
          Files.writeString(
              b.resolve(INDEX),
              text.replaceFirst("(?s)(\"replicas.max\" : \\{\\s*\"value\" : \")\\d+", "$1600"));
          return NOT_SIGNED + "replicas.max";
        });
    ALL.put(
        "a space in the index",
        b -> {
          Files.writeString(b.resolve(INDEX), Files.readString(b.resolve(INDEX)) + " ");
          return NOT_SIGNED + " → ";
        });
    ALL.put(
        "a key that is there twice",
        b -> {
          index(b, "\"files\" : {", "\"files\" : {}, \"files\" : {");
          return "Duplicate field 'files'";
        });
    ALL.put(
        "a hash of the team's own",
        b -> {
          var _ = add(b, Tampered.OWN, "a: 1\n");
          index(b, hash(b.resolveSibling("made/bundle"), Tampered.OWN), hash(b, Tampered.OWN));
          return NOT_SIGNED + Tampered.OWN;
        });
  }

  private static void signatures() {
    ALL.put(
        "no signature",
        b -> {
          Files.delete(b.resolve(SIGNATURE));
          return "The bundle is not signed. // signed → not signed";
        });
    ALL.put(
        "a changed manifest and no signature",
        b -> {
          Files.delete(b.resolve(SIGNATURE));
          return rooted(b, "The bundle is not signed. // ");
        });
    ALL.put("a signature that is none", b -> NOT_SIGNED + add(b, SIGNATURE, "signed"));
    ALL.put("an empty signature", b -> NOT_SIGNED + add(b, SIGNATURE, ""));
    ALL.put("a signature of zeros", b -> NOT_SIGNED + add(b, SIGNATURE, "MAYCAQACAQA="));
    ALL.put(
        "a signature that is a link",
        b -> {
          Path away = b.resolveSibling(b.getFileName() + "-away");
          Files.move(b.resolve(SIGNATURE), away);
          Files.createSymbolicLink(b.resolve(SIGNATURE), away);
          return "bundle.json.sig is a symbolic link to " + away;
        });
    ALL.put(
        "a signature by another key",
        b -> {
          Keys other = Keys.in(b.resolveSibling(b.getFileName() + "-keys"), "secp256r1");
          var tampered = new Tampered(b.resolveSibling("made"));
          new BundleWriter().write(tampered.signed(b, other), b, Overwrite.REFUSE_EDITED);
          return NOT_SIGNED + SIGNATURE;
        });
    ALL.put(
        "a signature of another bundle",
        b -> {
          var other = new GeneratedFile(INDEX, ByteContent.of("{}"), false, "", "");
          Keys keys = new Tampered(b.resolveSibling("made")).keys();
          GeneratedFile signature = SigningKey.read(keys.secret()).signed(List.of(other)).getLast();
          Files.write(b.resolve(SIGNATURE), signature.content().bytes());
          return NOT_SIGNED + SIGNATURE;
        });
  }

  private static void own() {
    ALL.put("a file of the team's own, changed", b -> add(b, Tampered.OWN, "a: 1\n"));
    ALL.put("one more of the team's own", b -> add(b, "overlays/more.yaml", "a: 1\n"));
    ALL.put(
        "one fewer of the team's own",
        b -> {
          Files.delete(b.resolve(Tampered.OWN));
          return Tampered.OWN;
        });
  }

  private static String rooted(Path bundle, String said) throws Exception {
    change(bundle, DEPLOYMENT, "type: RuntimeDefault", "type: Localhost");
    return said + DEPLOYMENT;
  }

  /// Changes a file, and its hash with it.
  private static void change(Path bundle, String file, String from, String to) throws Exception {
    String before = hash(bundle, file);
    SampleBundle.edit(bundle, file, from, to);
    String text = Files.readString(bundle.resolve(INDEX));
    Files.writeString(bundle.resolve(INDEX), text.replace(before, hash(bundle, file)));
  }

  private static void index(Path bundle, String from, String to) throws Exception {
    SampleBundle.edit(bundle, INDEX, from, to);
  }

  private static String hash(Path bundle, String file) throws Exception {
    return Sha256.of(bundle.resolve(file)).hex();
  }
}
