// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.ProblemException;
import dev.slipway.profile.ProfileJson;
import dev.slipway.serving.predict.OrtBoot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The measuring process: takes the file of a job, writes a message a line, ends with its parent.
public final class ProfileMain {

  private static final int CANCELLED = 130;

  private ProfileMain() {}

  /// @param args the file that holds the job
  public static void main(String[] args) throws IOException {
    endWithParent();
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    String runtime = "ONNX Runtime " + OrtBoot.runtimeVersion();
    say(out, new Message.Started());
    Job job = job(Path.of(args[0]));
    try {
      Object result = done(job, runtime, message -> say(out, message));
      say(out, new Message.Done(ProfileJson.tree(result)));
    } catch (ProblemException e) {
      say(out, new Message.Failed(e.problem()));
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(CANCELLED);
    }
  }

  private static Job job(Path file) throws IOException {
    return ProfileJson.parse(Files.readString(file), Message.Order.class).job();
  }

  private static Object done(Job job, String runtime, Consumer<Message> out)
      throws ProblemException, IOException, InterruptedException {
    return switch (job) {
      case ProfileJob profile -> new ProfileSession(profile, out).profile(runtime);
      case ServedJob served -> new ServedSession(served, out).measure();
      case PointJob point -> new PointSession(point).measure();
      case OperatorsJob operators -> new OperatorsSession(operators).measure();
      case OptimiseJob optimise -> ModelLoading.optimised(optimise);
      case PairedRunJob paired -> new PairedRunSession(paired, out).compare(runtime);
    };
  }

  private static synchronized void say(PrintStream out, Message message) {
    out.println(ProfileJson.line(message));
    out.flush();
  }

  /// The parent holds our standard input open; when it dies, so do we.
  private static void endWithParent() {
    Thread.ofPlatform()
        .daemon()
        .name("parent watch")
        .start(() -> {
          try {
            while (System.in.read() >= 0) {
              // nothing is ever sent
            }
          } catch (IOException gone) {
            // as good as the end of the stream
          }
          Runtime.getRuntime().halt(CANCELLED);
        });
  }
}
