package org.recu.data.shapes;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.Mapping;
import org.recu.data.PadCropMirror;
import org.recu.data.PixelSplit;
import org.recu.data.Pixels;
import org.recu.data.RandomStream;
import org.recu.data.Split;
import org.recu.data.Unchanged;
import org.recu.image.Normalization;

/**
 * {@code shapes}: images of ten kinds of figures that the program draws itself, always the same
 * ones, so that the program can be tried without any data.
 */
public final class ShapesDataset implements Dataset<Pixels> {
  static final int TRAIN_SIZE = 10_000;
  static final int TEST_SIZE = 2_000;

  public static final DatasetInfo INFO =
      new DatasetInfo(
          "shapes",
          Arrays.stream(ShapeKind.values()).map(ShapeKind::label).toList(),
          32,
          new Normalization(List.of(.36, .36, .36), List.of(.21, .21, .21)));

  /** Determines an image together with the split and the index, independently of any option. */
  private static final long SEED = 20_210_323;

  private static final int PADDING = 4;

  @Override
  public DatasetInfo info() {
    return INFO;
  }

  @Override
  public Split<Pixels> train() {
    return draw(0, TRAIN_SIZE);
  }

  @Override
  public Split<Pixels> test() {
    return draw(1, TEST_SIZE);
  }

  @Override
  public Mapping<Pixels> augmented() {
    return new PadCropMirror(INFO.imageSize(), PADDING);
  }

  @Override
  public Mapping<Pixels> plain() {
    return new Unchanged(INFO.imageSize());
  }

  /** The classes alternate, so that any run of images contains all of them. */
  private static Split<Pixels> draw(int half, int count) {
    ShapeKind[] kinds = ShapeKind.values();
    int imageBytes = 3 * INFO.imageSize() * INFO.imageSize();
    byte[] pixels = new byte[count * imageBytes];
    byte[] labels = new byte[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              int label = i % kinds.length;
              labels[i] = (byte) label;
              new ShapePainter(INFO.imageSize(), RandomStream.of(SEED, half, i))
                  .paint(kinds[label], pixels, i * imageBytes);
            });
    return new PixelSplit(pixels, labels, INFO.imageSize());
  }
}
