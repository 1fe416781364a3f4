package org.recu.data.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recu.data.RandomStream;
import org.recu.golden.GoldenFile;
import org.recu.image.Box;

final class RandomResizedCropTest {
  private static final int DRAWS = 20_000;

  /**
   * Kolmogorov-Smirnov at one in a thousand for 20,000 draws, 1.95 / sqrt(20000) = 0.0138, and the
   * 0.002 that 500 quantiles leave open.
   */
  private static final double CRITICAL = 0.0158;

  static List<JsonNode> shapes() throws IOException {
    JsonNode file =
        new ObjectMapper().readTree(GoldenFile.bytes("random_resized_crop.json")).get("cases");
    return StreamSupport.stream(file.spliterator(), false).toList();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void draw_isDistributedAsTorchvisions(JsonNode shape) {
    int height = shape.get("height").asInt();
    int width = shape.get("width").asInt();
    Box[] crops = new Box[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      crops[i] = RandomResizedCrop.imagenet().draw(height, width, RandomStream.of(1, i));
      assertThat(Box.whole(height, width).contains(crops[i])).isTrue();
    }
    JsonNode quantiles = shape.get("quantiles");
    compare(crops, c -> (double) c.height() * c.width() / (height * width), quantiles, "area");
    compare(crops, c -> (double) c.width() / c.height(), quantiles, "aspect");
    compare(crops, c -> (c.top() + c.height() / 2.0) / height, quantiles, "row");
    compare(crops, c -> (c.left() + c.width() / 2.0) / width, quantiles, "column");
  }

  @Test
  void draw_ofAPictureThatNothingFits_takesTheCentre() {
    RandomResizedCrop tooLarge = new RandomResizedCrop(5, 6);
    RandomStream random = new RandomStream(1);
    assertThat(tooLarge.draw(100, 120, random)).isEqualTo(new Box(0, 0, 100, 120));
    assertThat(tooLarge.draw(90, 300, random)).isEqualTo(new Box(0, 90, 90, 120));
    assertThat(tooLarge.draw(301, 90, random)).isEqualTo(new Box(90, 0, 120, 90));
  }

  @Test
  void draw_ofOnePixel_isThatPixel() {
    assertThat(RandomResizedCrop.imagenet().draw(1, 1, new RandomStream(3)))
        .isEqualTo(new Box(0, 0, 1, 1));
  }

  private static void compare(
      Box[] crops, ToDoubleFunction<Box> number, JsonNode quantiles, String name) {
    // The file has five decimals; a value that many draws share must be the same value here.
    double[] drawn =
        Arrays.stream(crops)
            .mapToDouble(crop -> Math.round(number.applyAsDouble(crop) * 1e5) / 1e5)
            .sorted()
            .toArray();
    double[] expected =
        StreamSupport.stream(quantiles.get(name).spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .toArray();
    double distance = 0;
    for (double at : expected) {
      distance = Math.max(distance, Math.abs(below(drawn, at) - below(expected, at)));
    }
    for (double at : drawn) {
      distance = Math.max(distance, Math.abs(below(drawn, at) - below(expected, at)));
    }
    assertThat(distance).as(name).isLessThan(CRITICAL);
  }

  /** Share of the sorted numbers that are not above a bound. */
  private static double below(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) / 2;
      if (sorted[middle] <= bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (double) low / sorted.length;
  }
}
