package org.recu.tensorboard;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Pictures side by side on one sheet, row by row, with a thin line between them.
 *
 * @param width of the sheet in pixels
 * @param height of the sheet in pixels
 * @param png the sheet as a PNG file
 */
public record PictureSheet(int width, int height, ByteString png) {

  private static final int LINE = 2;

  /** Sheets have about so many pixels a side, where the pictures are not larger. */
  private static final int SIDE = 1024;

  /** No sheet has more pictures a side. */
  private static final int MOST = 8;

  /**
   * How many pictures of a size go onto a sheet.
   *
   * @param size height and width of a picture, in pixels
   */
  public static int capacity(int size) {
    return columns(size) * columns(size);
  }

  private static int columns(int size) {
    return Math.max(1, Math.min(MOST, SIDE / size));
  }

  /**
   * Lays pictures out.
   *
   * @param pixels (pictures, size, size, 3), uint8, RGB
   * @param pictures at most {@link #capacity}
   * @param size height and width of a picture, in pixels
   */
  public static PictureSheet of(byte[] pixels, int pictures, int size) {
    int columns = Math.min(pictures, columns(size));
    int rows = (pictures + columns - 1) / columns;
    int pitch = size + LINE;
    BufferedImage sheet =
        new BufferedImage(columns * pitch - LINE, rows * pitch - LINE, BufferedImage.TYPE_INT_RGB);
    int at = 0;
    for (int picture = 0; picture < pictures; picture++) {
      int left = picture % columns * pitch;
      int top = picture / columns * pitch;
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
    return new PictureSheet(
        sheet.getWidth(), sheet.getHeight(), ByteString.copyFrom(png.toByteArray()));
  }
}
