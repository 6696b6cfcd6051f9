// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Pictures that a service can be asked about when nobody gave one.
public final class SamplePicture {

  private static final String JPEG =
      """
      /9j/4AAQSkZJRgABAgAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEMrKCUlKFI6PjBDYVVmZF9VXVxreJmC
      a3GRc1xdhbaHkZ6jrK2sZ4C8yrunyJmorKX/2wBDARweHigjKE4rK06lbl1upaWlpaWlpaWlpaWlpaWlpaWl
      paWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaX/wAARCAALAAUDARIAAhEBAxEB/8QAHwAAAQUBAQEB
      AQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKB
      kaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1
      dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl
      5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcF
      BAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5
      OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0
      tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDZBGOaahPP
      NRKxwp6H/9k=
      """;

  private static final long SIGNATURE = 0x89504e470d0a1a0aL;

  /// What stands around the pixels.
  private static final int SLACK = 128;

  private SamplePicture() {}

  /// Of 5 x 11 pixels, with half as many samples of colour down.
  public static byte[] jpeg() {
    return Base64.getMimeDecoder().decode(JPEG);
  }

  /// Of 24 x 16 pixels in soft colours.
  public static byte[] png() {
    int width = 24;
    int height = 16;
    var rows = ByteBuffer.allocate(height * (1 + 3 * width));
    for (int y = 0; y < height; y++) {
      rows.put((byte) 0);
      for (int x = 0; x < width; x++) {
        rows.put((byte) (10 * x)).put((byte) (15 * y)).put((byte) (255 - 5 * (x + y)));
      }
    }
    var deflater = new Deflater();
    byte[] packed = new byte[rows.capacity() + SLACK];
    deflater.setInput(rows.flip());
    deflater.finish();
    int size = deflater.deflate(packed);
    deflater.end();
    ByteBuffer head = ByteBuffer.allocate(13).putInt(width).putInt(height);
    head.put((byte) 8).put((byte) 2);
    ByteBuffer png = ByteBuffer.allocate(size + SLACK).putLong(SIGNATURE);
    chunk(png, "IHDR", head.array());
    chunk(png, "IDAT", Arrays.copyOf(packed, size));
    chunk(png, "IEND", new byte[0]);
    return Arrays.copyOf(png.array(), png.position());
  }

  private static void chunk(ByteBuffer png, String name, byte[] content) {
    byte[] type = name.getBytes(StandardCharsets.ISO_8859_1);
    var sum = new CRC32();
    sum.update(type);
    sum.update(content);
    png.putInt(content.length).put(type).put(content).putInt((int) sum.getValue());
  }
}
