package org.recu.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.recu.data.DataSource;
import org.recu.data.Dataset;
import org.recu.data.Pixels;
import org.recu.data.Split;
import org.recu.data.catalog.Datasets;

/** Test images of shapes as PNG files, {@code 000.png} and so on. */
final class ShapePictures {

  private ShapePictures() {}

  /** Writes the first {@code count} images, with black columns added on the left and the right. */
  static void write(Path folder, int count, int margin) throws IOException {
    Files.createDirectories(folder);
    Split<?> test = split();
    for (int i = 0; i < count; i++) {
      BufferedImage image = image((Pixels) test.record(i), margin);
      ImageIO.write(image, "png", folder.resolve("%03d.png".formatted(i)).toFile());
    }
  }

  /** The class of an image. */
  static int label(int index) throws IOException {
    return split().label(index);
  }

  private static Split<?> split() throws IOException {
    try (Dataset<?> shapes = Datasets.open(DataSource.of("shapes", Optional.empty()))) {
      return shapes.test();
    }
  }

  private static BufferedImage image(Pixels pixels, int margin) {
    int width = pixels.width();
    BufferedImage image =
        new BufferedImage(width + 2 * margin, pixels.height(), BufferedImage.TYPE_INT_RGB);
    byte[] row = new byte[3 * width];
    for (int y = 0; y < pixels.height(); y++) {
      pixels.copyRow(y, 0, width, row, 0);
      for (int x = 0; x < width; x++) {
        int red = row[3 * x] & 0xff;
        int green = row[3 * x + 1] & 0xff;
        int blue = row[3 * x + 2] & 0xff;
        image.setRGB(margin + x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }
}
