package org.recu.image;

import java.util.Optional;

/** What the header of a file says about whether it is decoded. */
public final class RareFormats {

  private RareFormats() {}

  /**
   * Whether the first bytes of a file are enough for {@link #problem}: those of GIF and TIFF may
   * have their header anywhere.
   */
  public static boolean headIsEnough(byte[] head) {
    try {
      ImageFormat format = ImageFormat.of(head);
      return format != ImageFormat.GIF && format != ImageFormat.TIFF;
    } catch (UnreadableImageException e) {
      return true;
    }
  }

  /**
   * Why an image is not decoded, as far as its header says. Nothing is said about a JPEG or a PNG.
   *
   * @param bytes of the file, or its first ones if they are enough
   */
  public static Optional<String> problem(byte[] bytes) {
    try {
      ImageFormat format = ImageFormat.of(bytes);
      if (format != ImageFormat.JPEG && format != ImageFormat.PNG) {
        EncodedImage.of(bytes);
      }
      return Optional.empty();
    } catch (UnreadableImageException e) {
      return Optional.of(e.getMessage());
    }
  }
}
