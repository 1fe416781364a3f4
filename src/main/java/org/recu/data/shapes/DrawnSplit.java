package org.recu.data.shapes;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.recu.data.Pixels;
import org.recu.data.RandomStream;
import org.recu.data.Split;

/**
 * A half of the data set, whose images are drawn when they are first asked for and kept. The
 * classes alternate, so that any run of images contains all of them.
 */
final class DrawnSplit implements Split<Pixels> {

  private static final ShapeKind[] KINDS = ShapeKind.values();

  /** Determines an image together with the half and the index, independently of any option. */
  private static final long SEED = 20_210_323;

  /** Number of the half. */
  private final int half;

  /** Height and width of an image. */
  private final int imageSize;

  /** Null where no image is drawn yet. */
  private final AtomicReferenceArray<Pixels> drawn;

  DrawnSplit(int half, int size, int imageSize) {
    this.half = half;
    this.imageSize = imageSize;
    drawn = new AtomicReferenceArray<>(size);
  }

  @Override
  public int size() {
    return drawn.length();
  }

  @Override
  public int label(int index) {
    return index % KINDS.length;
  }

  @Override
  public Pixels record(int index) {
    Pixels image = drawn.get(index);
    if (image == null) {
      // Two threads that draw it at once draw the same.
      image = draw(index);
      drawn.set(index, image);
    }
    return image;
  }

  private Pixels draw(int index) {
    byte[] pixels = new byte[3 * imageSize * imageSize];
    new ShapePainter(imageSize, RandomStream.of(SEED, half, index))
        .paint(KINDS[label(index)], pixels, 0);
    return new Pixels(pixels, 0, imageSize, imageSize);
  }
}
