package org.recu.data.shapes;

import java.util.Arrays;
import java.util.List;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.Mapping;
import org.recu.data.PadCropMirror;
import org.recu.data.Pixels;
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

  private static final int PADDING = 4;

  @Override
  public DatasetInfo info() {
    return INFO;
  }

  @Override
  public Split<Pixels> train() {
    return new DrawnSplit(0, TRAIN_SIZE, INFO.imageSize());
  }

  @Override
  public Split<Pixels> test() {
    return new DrawnSplit(1, TEST_SIZE, INFO.imageSize());
  }

  @Override
  public Mapping<Pixels> augmented() {
    return new PadCropMirror(INFO.imageSize(), PADDING);
  }

  @Override
  public Mapping<Pixels> plain() {
    return new Unchanged(INFO.imageSize());
  }
}
