// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ProfileRequest;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A program whose very first work is a profile that is cancelled: says how many milliseconds that
/// took, and how many processes it left.
public final class CancellingMain {

  private static final Map<String, Tensor> ROW =
      Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450));

  private CancellingMain() {}

  /// @param args the model, and after how many milliseconds it is cancelled
  public static void main(String[] args) throws Exception {
    Path model = Path.of(args[0]);
    var request =
        new ProfileRequest(
            model,
            Sha256.of(model),
            new Profile.Settings(1, "ALL", 1),
            Tier.STANDARD,
            List.of(ROW),
            List.of(),
            Optional.empty(),
            new ArrivalPattern.Poisson());
    var begun = new CountDownLatch(1);
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              begun.countDown();
              profile(request);
            });
    begun.await();
    caller.join(Duration.ofMillis(Integer.parseInt(args[1])));
    long asked = System.nanoTime();
    caller.interrupt();
    caller.join();
    double millis = (System.nanoTime() - asked) / 1e6;
    System.out.println(millis + " " + ProcessHandle.current().children().count());
  }

  private static void profile(ProfileRequest request) {
    try {
      new Profiler().profile(request, Progress.NONE);
    } catch (InterruptedException cancelled) {
      return;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("the profile ended before it was cancelled");
  }
}
