package org.recu.tensorboard;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Images arranged in rows on one sheet, with thin lines between them.
 *
 * @param width of the sheet in pixels
 * @param height of the sheet in pixels
 * @param png the sheet as a PNG file
 */
public record ImageSheet(int width, int height, ByteString png) {

  private static final int LINE = 2;

  /** Approximate side of a sheet in pixels, unless its images are larger. */
  private static final int SIDE = 1024;

  /** Greatest number of images along a side. */
  private static final int MOST = 8;

  /**
   * How many images of a size fit on a sheet.
   *
   * @param size height and width of an image, in pixels
   */
  public static int capacity(int size) {
    return columns(size) * columns(size);
  }

  private static int columns(int size) {
    return Math.max(1, Math.min(MOST, SIDE / size));
  }

  /**
   * Arranges images.
   *
   * @param pixels (images, size, size, 3), uint8, RGB
   * @param images at most {@link #capacity}
   * @param size height and width of an image, in pixels
   */
  public static ImageSheet of(byte[] pixels, int images, int size) {
    int columns = Math.min(images, columns(size));
    int rows = (images + columns - 1) / columns;
    int pitch = size + LINE;
    BufferedImage sheet =
        new BufferedImage(columns * pitch - LINE, rows * pitch - LINE, BufferedImage.TYPE_INT_RGB);
    int at = 0;
    for (int image = 0; image < images; image++) {
      int left = image % columns * pitch;
      int top = image / columns * pitch;
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          int red = pixels[at++] & 0xff;
          int green = pixels[at++] & 0xff;
          int blue = pixels[at++] & 0xff;
          sheet.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
        }
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ImageSheet(
        sheet.getWidth(), sheet.getHeight(), ByteString.copyFrom(png.toByteArray()));
  }
}
