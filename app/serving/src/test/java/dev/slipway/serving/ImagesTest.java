// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.Client.Reply;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.preparation.image.ImageInputs;
import dev.slipway.serving.preparation.image.ImageSettings;
import dev.slipway.serving.preparation.image.PictureFile;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// Pictures are answered as the tensors are that become of them.
class ImagesTest extends ServerFixture {

  private static final String IMAGES = "/v1/images";
  private static final String[] JPEG = {"Content-Type", "image/jpeg"};

  private static final ImageSettings SETTINGS =
      new ImageSettings(
          new TreeMap<>(Map.of("layout", "NCHW", "mean", "0.5,0,0.2", "std", "0.5,1,0.1")));

  private static final TensorSpec INPUT =
      new TensorSpec(
          "pixels",
          DataType.FP32,
          List.of(
              new Dimension.Dynamic("batch"),
              new Dimension.Fixed(3),
              new Dimension.Fixed(4),
              new Dimension.Fixed(4)));

  private ServingServer startViewer(Object batch, String... more) throws Exception {
    return start(TestModel.colours(batch), viewing(more));
  }

  private String[] viewing(String... more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("preparation.json"),
            """
            {"images":{"layout":"NCHW","mean":"0.5,0,0.2","std":"0.5,1,0.1"},
             "labels":["red","green","blue"]}
            """);
    List<String> options = new ArrayList<>(List.of("rows.preparation", file.toString()));
    options.addAll(Arrays.asList(more));
    return options.toArray(String[]::new);
  }

  @Test
  void answersAPictureAsItsTensor() throws Exception {
    try (ServingServer server = startViewer("batch");
        Client client = clientOf(server)) {
      for (byte[] picture : List.of(picture("jpeg", 9, 7), picture("png", 40, 30))) {
        Reply reply = client.send("POST", IMAGES, picture, JPEG);

        assertEquals(200, reply.status(), reply.body());
        assertEquals(
            "{\"model_name\":\"model\",\"model_version\":\"1\",\"images\":["
                + alone(client, picture)
                + "]}",
            reply.body());
      }
    }
  }

  @Test
  void answersSeveralAsEachAlone() throws Exception {
    byte[] first = picture("jpeg", 9, 7);
    byte[] second = picture("png", 5, 30);
    try (ServingServer server = startViewer("batch");
        Client client = clientOf(server)) {
      Reply reply = client.post(IMAGES, json("\"id\":\"7\",", first, second));

      assertEquals(200, reply.status(), reply.body());
      assertEquals(
          "{\"model_name\":\"model\",\"model_version\":\"1\",\"id\":\"7\",\"images\":[%s,%s]}"
              .formatted(alone(client, first), alone(client, second)),
          reply.body());
    }
  }

  /// What is answered to the tensor of a picture, with the names that rows have.
  private static String alone(Client client, byte[] picture) throws Exception {
    Tensor tensor =
        ImageInputs.of(List.of(INPUT), SETTINGS)
            .request(PictureFile.of(picture).decode(() -> true), TensorMemory.FRESH)
            .values()
            .iterator()
            .next();
    String data =
        String.join(",", Arrays.stream(tensor.toDoubles()).mapToObj(n -> "" + (float) n).toList());
    var means =
        client
            .post(
                "/v2/models/model/infer",
                "{\"inputs\":[{\"name\":\"pixels\",\"shape\":[1,3,4,4],\"datatype\":\"FP32\",\"data\":["
                    + data
                    + "]}]}")
            .json()
            .at("/outputs/0/data");
    return "{\"means.red\":%s,\"means.green\":%s,\"means.blue\":%s}"
        .formatted(means.path(0), means.path(1), means.path(2));
  }

  @Test
  void refusesWhatItCannotDecodeInWords() throws Exception {
    byte[] sound = picture("jpeg", 9, 7);
    byte[] cut = Arrays.copyOf(sound, sound.length - 20);
    try (ServingServer server =
            startViewer("batch", "images.max", "2", "images.max-pixels", "100");
        Client client = clientOf(server)) {
      assertEquals(
          "400 images[0]: The picture cannot be read. It is cut off: its end is missing.",
          told(client.send("POST", IMAGES, cut, JPEG)));
      assertEquals(
          "400 images[1]: The picture cannot be read. Its bytes are those of no picture that is"
              + " known.",
          told(client.post(IMAGES, json("", sound, new byte[] {1, 2, 3}))));
      assertEquals(
          "413 images[0] has 20 x 30 pixels; an image may have 100 at most",
          told(client.send("POST", IMAGES, picture("png", 20, 30), JPEG)));
      assertEquals(
          "413 a request may have 2 images at most",
          told(client.post(IMAGES, json("", sound, sound, sound))));
      assertEquals(
          "400 images[0] must be the Base64 of a JPEG or a PNG",
          told(client.post(IMAGES, "{\"images\":[\"a b\"]}")));
      assertEquals("400 there are no images", told(client.post(IMAGES, "{\"images\":[]}")));
      assertEquals(
          "400 'images' is there twice",
          told(client.post(IMAGES, "{\"images\":[],\"images\":[\"AA==\"]}")));
      assertEquals(
          "415 one picture comes as image/jpeg or image/png, several as application/json",
          told(client.send("POST", IMAGES, sound, "Content-Type", "image/webp")));
      assertEquals("405 use POST", told(client.get(IMAGES)));
    }
  }

  @Test
  void logsTheIdOfARequestThatFails() throws Exception {
    Queue<String> logged = new ConcurrentLinkedQueue<>();
    Journal journal =
        new Journal() {
          @Override
          public void info(String event, Map<String, Object> fields) {
            if (event.equals("request")) {
              logged.add(fields.get("status") + " " + fields.get("id"));
            }
          }

          @Override
          public void warning(String event, Map<String, Object> fields) {}
        };
    try (ServingServer server =
            ServingServer.start(config(TestModel.colours("batch"), viewing()), journal);
        Client client = clientOf(server)) {
      Reply reply = client.post(IMAGES, json("\"id\":\"7\",", new byte[] {1, 2, 3}));

      assertEquals(400, reply.status(), reply.body());
    }
    assertEquals(List.of("400 7"), List.copyOf(logged));
  }

  @Test
  void refusesMorePixelsThanAnyPictureMayHaveAsTooLarge() throws Exception {
    byte[] head = picture("jpeg", 9, 7);
    int at = 0;
    while (head[at] != (byte) 0xff || head[at + 1] != (byte) 0xc0) {
      at++;
    }
    Arrays.fill(head, at + 5, at + 9, (byte) 0xff);
    try (ServingServer server = startViewer("batch");
        Client client = clientOf(server)) {
      assertEquals(
          "413 images[0]: The picture cannot be read. It has 65,535 x 65,535 pixels; at most"
              + " 50,000,000 are read, and 65,535 on a side.",
          told(client.send("POST", IMAGES, head, JPEG)));
    }
  }

  /// Trying again would not help: nobody else is there.
  @Test
  void refusesAsTooLargeWhatItCouldNotHoldAlone() throws Exception {
    byte[] noise = noise(500);
    try (ServingServer server =
            startViewer("batch", "receive.max-bytes", "1 MiB", "request.max-bytes", "1 MiB");
        Client client = clientOf(server)) {
      assertEquals(
          "413 images[0] would take more memory than this server has for requests",
          told(client.send("POST", IMAGES, noise, JPEG)));
      assertEquals(
          "413 the request would take more memory than this server has for requests",
          told(client.post(IMAGES, json("", noise))));
      assertEquals(200, client.send("POST", IMAGES, noise(250), JPEG).status());
      assertEquals(200, client.post(IMAGES, json("", noise(200))).status());
      Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
    }
  }

  @Test
  void decodesNoPictureBeyondTheDeadlineAndKeepsNoMemoryOfIt() throws Exception {
    try (ServingServer server =
            startViewer("batch", "request.max-bytes", "16 MiB", "request.deadline", "20 ms");
        Client client = clientOf(server)) {
      assertEquals(
          "504 the images were not read before the request's deadline",
          told(client.send("POST", IMAGES, noise(1_500), JPEG)));
      Metrics.await(server.managementPort(), "inference_unfinished_bytes", 0);
      assertEquals(
          1.0,
          Metrics.sum(server.managementPort(), "inference_rejected_total", "reason=\"deadline\""));
    }
  }

  @Test
  void takesOnePictureWhereTheModelTakesNoMore() throws Exception {
    byte[] picture = picture("jpeg", 9, 7);
    try (ServingServer server = startViewer(1);
        Client client = clientOf(server)) {
      assertEquals(200, client.send("POST", IMAGES, picture, JPEG).status());
      assertEquals(
          "413 a request may have 1 images at most",
          told(client.post(IMAGES, json("", picture, picture))));
    }
  }

  @Test
  void saysThatItWasNotTold() throws Exception {
    try (ServingServer server = start();
        Client client = clientOf(server)) {
      assertTrue(told(client.post(IMAGES, "{}")).startsWith("404 this service was not told how"));
    }
  }

  private static String json(String before, byte[]... pictures) {
    return "{%s\"images\":[%s]}"
        .formatted(
            before,
            String.join(
                ",",
                Arrays.stream(pictures)
                    .map(one -> '"' + Base64.getEncoder().encodeToString(one) + '"')
                    .toList()));
  }

  /// A PNG of a square of which nothing can be packed: three bytes a pixel.
  private static byte[] noise(int side) throws IOException {
    var random = new Random(1);
    var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static byte[] picture(String format, int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0x10000 * x * 25 + 0x100 * y * 7 + (x + y) * 3);
      }
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }
}
