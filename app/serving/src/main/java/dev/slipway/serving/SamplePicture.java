// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.util.Base64;

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

  private static final String PNG =
      """
      iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAIAAACDRijCAAAAW0lEQVR42mNkYPjPxfCbcsTIwP+LSgbJfaWS
      QbofqGSQzWsqGeT9jEoGRT2kkkGZd6hkUMV1KhnUfolKBk07SyWDlp6gkkFbDlPJoMP7qGTQpZ1UMujhFqoY
      BAC1rovw15KDOgAAAABJRU5ErkJggg==
      """;

  private SamplePicture() {}

  /// Of 5 x 11 pixels, with half as many samples of colour down.
  public static byte[] jpeg() {
    return Base64.getMimeDecoder().decode(JPEG);
  }

  /// Of 24 x 16 pixels in soft colours.
  public static byte[] png() {
    return Base64.getMimeDecoder().decode(PNG);
  }
}
