package org.recu.data.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.recu.data.Dataset;
import org.recu.data.Pixels;
import org.recu.data.Split;
import org.recu.image.Normalization;

final class ShapesDatasetTest {
  private static final int IMAGE_BYTES = 3072;

  private static Split<Pixels> train;
  private static Split<Pixels> test;

  @BeforeAll
  static void draw() throws IOException {
    Dataset<Pixels> shapes = new ShapesDataset();
    train = shapes.train();
    test = shapes.test();
  }

  private static byte[] image(Split<Pixels> split, int index) throws IOException {
    byte[] bytes = new byte[IMAGE_BYTES];
    split.record(index).copyRow(0, 0, 1024, bytes, 0);
    return bytes;
  }

  @Test
  void splits_anyStretch_holdsAllClassesEquallyOften() {
    assertThat(train.size()).isEqualTo(10_000);
    assertThat(test.size()).isEqualTo(2_000);
    for (Split<Pixels> split : List.of(train, test)) {
      int[] counts = new int[10];
      for (int i = 0; i < 100; i++) {
        counts[split.label(i)]++;
      }
      assertThat(counts).containsOnly(10);
    }
  }

  @Test
  void splits_allPictures_noneTwice() throws IOException {
    Set<ByteBuffer> seen = new HashSet<>();
    for (Split<Pixels> split : List.of(train, test)) {
      for (int i = 0; i < split.size(); i++) {
        seen.add(ByteBuffer.wrap(image(split, i)));
      }
    }
    assertThat(seen).hasSize(12_000);
  }

  @Test
  void test_drawnAgain_theSamePictures() throws IOException {
    Split<Pixels> again = new ShapesDataset().test();
    for (int i = 0; i < test.size(); i++) {
      assertThat(image(again, i)).isEqualTo(image(test, i));
    }
  }

  @Test
  void info_normalization_thatOfThePictures() throws IOException {
    double[] sums = new double[3];
    double[] squares = new double[3];
    for (int i = 0; i < test.size(); i++) {
      byte[] image = image(test, i);
      for (int at = 0; at < IMAGE_BYTES; at++) {
        double value = (image[at] & 0xff) / 255.0;
        sums[at % 3] += value;
        squares[at % 3] += value * value;
      }
    }
    Normalization normalization = new ShapesDataset().info().normalization();
    double count = test.size() * 1024.0;
    for (int channel = 0; channel < 3; channel++) {
      double mean = sums[channel] / count;
      double std = Math.sqrt(squares[channel] / count - mean * mean);
      assertThat(normalization.mean().get(channel)).isCloseTo(mean, within(0.01));
      assertThat(normalization.standardDeviation().get(channel)).isCloseTo(std, within(0.01));
    }
  }

  /** What the mean image of each class tells is all that brightness in one place can tell. */
  @Test
  void test_nearestMeanOfTrainingPictures_tellsFewClassesApart() throws IOException {
    double[][] means = new double[10][IMAGE_BYTES];
    for (int i = 0; i < train.size(); i++) {
      byte[] image = image(train, i);
      for (int at = 0; at < IMAGE_BYTES; at++) {
        means[train.label(i)][at] += (image[at] & 0xff) / 1000.0;
      }
    }
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      right += nearest(means, image(test, i)) == test.label(i) ? 1 : 0;
    }
    assertThat((double) right / test.size()).isBetween(0.1, 0.5);
  }

  private static int nearest(double[][] means, byte[] image) {
    int best = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int label = 0; label < means.length; label++) {
      double distance = 0;
      for (int at = 0; at < IMAGE_BYTES; at++) {
        double difference = (image[at] & 0xff) - means[label][at];
        distance += difference * difference;
      }
      if (distance < smallest) {
        smallest = distance;
        best = label;
      }
    }
    return best;
  }
}
