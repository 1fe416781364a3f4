package org.recu.image;

/**
 * The first image of a GIF on its screen. Outside of the image the screen has the transparent
 * colour, or else the first of the palette, and transparent pixels have their colour, as in PIL.
 *
 * @param file its bytes
 * @param height of the screen, in pixels
 * @param width of the screen, in pixels
 * @param frame position of the first image on the screen
 * @param interlaced whether its rows are in the order of GIF's four passes
 * @param start position of its pixels
 * @param palette position of red, green and blue of the first colour
 * @param colours in the palette
 * @param outside the colour outside of the image
 */
record GifImage(
    FileBytes file,
    int height,
    int width,
    Box frame,
    boolean interlaced,
    int start,
    int palette,
    int colours,
    int outside)
    implements RareImage {
  private static final int SCREEN = 13;
  private static final int EXTENSION = '!';
  private static final int IMAGE = ',';
  private static final int GRAPHIC_CONTROL = 0xf9;

  /** Reads everything before the pixels of the first image. */
  static GifImage of(byte[] bytes) throws UnreadableImageException {
    FileBytes file = new FileBytes(bytes, ImageFormat.GIF);
    int flags = file.unsigned(10);
    int palette = SCREEN;
    int colours = colours(flags);
    int at = SCREEN + 3 * colours;
    int transparent = 0;
    while (file.unsigned(at) != IMAGE) {
      if (file.unsigned(at) != EXTENSION) {
        throw new UnreadableImageException("a GIF without an image");
      }
      if (file.unsigned(at + 1) == GRAPHIC_CONTROL && (file.unsigned(at + 3) & 1) != 0) {
        transparent = file.unsigned(at + 6);
      }
      at += 2;
      while (file.unsigned(at) != 0) {
        at += 1 + file.unsigned(at);
      }
      at++;
    }
    int own = colours(file.unsigned(at + 9));
    if (own > 0) {
      palette = at + 10;
      colours = own;
    }
    if (colours == 0) {
      throw RareImage.unsupported("a GIF without a palette");
    }
    file.require(palette, 3L * colours);
    int top = file.little16(at + 3);
    int left = file.little16(at + 1);
    int height = file.little16(at + 7);
    int width = file.little16(at + 5);
    if (height == 0 || width == 0) {
      throw new UnreadableImageException(
          "a damaged GIF of %d x %d pixels".formatted(width, height));
    }
    Box frame = new Box(top, left, height, width);
    return new GifImage(
        file,
        Math.max(file.little16(8), frame.bottom()),
        Math.max(file.little16(6), frame.right()),
        frame,
        (file.unsigned(at + 9) & 0x40) != 0,
        at + 10 + 3 * own,
        palette,
        colours,
        transparent);
  }

  /** Number of colours of a palette; 0 if there is none. */
  private static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 2 << (flags & 7);
  }

  /** A code of LZW has three bits at least, and stands for 4096 pixels at most. */
  @Override
  public long leastBytes() {
    return start + (long) frame.height() * frame.width() / GifPixels.MOST_PIXELS * 3 / Byte.SIZE;
  }

  @Override
  public void decode(byte[] pixels) throws UnreadableImageException {
    byte[] indices = new byte[frame.height() * frame.width()];
    new GifPixels(file, start).unpack(indices);
    if (frame.height() < height || frame.width() < width) {
      for (int i = 0; i < height * width; i++) {
        paint(outside, pixels, 3 * i);
      }
    }
    int next = 0;
    for (int row : rows()) {
      int at = 3 * ((frame.top() + row) * width + frame.left());
      for (int x = 0; x < frame.width(); x++, at += 3) {
        paint(indices[next++] & 0xff, pixels, at);
      }
    }
  }

  /** The rows of the image in the order of the file. */
  private int[] rows() {
    int[] rows = new int[frame.height()];
    int next = 0;
    int[][] passes =
        interlaced ? new int[][] {{0, 8}, {4, 8}, {2, 4}, {1, 2}} : new int[][] {{0, 1}};
    for (int[] pass : passes) {
      for (int row = pass[0]; row < rows.length; row += pass[1]) {
        rows[next++] = row;
      }
    }
    return rows;
  }

  private void paint(int index, byte[] pixels, int at) throws UnreadableImageException {
    if (index >= colours) {
      throw new UnreadableImageException(
          "a damaged GIF: colour %d of a palette of %d".formatted(index, colours));
    }
    System.arraycopy(file.bytes(), palette + 3 * index, pixels, at, 3);
  }
}
