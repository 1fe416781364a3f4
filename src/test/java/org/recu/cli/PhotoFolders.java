package org.recu.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A synthetic set of JPEGs in class folders: bright discs and squares on a dark background, in
 * several sizes and proportions.
 *
 * @param root holds {@code train/} and {@code val/}
 */
record PhotoFolders(Path root) {

  static final List<String> CLASSES = List.of("disc", "square");
  static final int TRAIN = 28;
  static final int VAL = 12;

  /** Creates forty images of two classes. */
  static PhotoFolders make(Path root) throws IOException {
    PhotoFolders folders = new PhotoFolders(root);
    for (String name : CLASSES) {
      folders.fill("train/" + name, TRAIN / 2);
      folders.fill("val/" + name, VAL / 2);
    }
    return folders;
  }

  /** Adds images to a folder, whose name determines what they show. */
  void fill(String folder, int count) throws IOException {
    Path path = Files.createDirectories(root.resolve(folder));
    boolean disc = path.endsWith("disc");
    for (int i = 0; i < count; i++) {
      write(disc, new Random(31L * folder.hashCode() + i), path.resolve("p%02d.jpg".formatted(i)));
    }
  }

  private static void write(boolean disc, Random random, Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(
            70 + random.nextInt(60), 70 + random.nextInt(60), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(random.nextInt(0x404040) & 0x3f3f3f));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(new Color(160 + random.nextInt(96), 160 + random.nextInt(96), 200));
    int size = 30 + random.nextInt(30);
    int x = random.nextInt(image.getWidth() - size);
    int y = random.nextInt(image.getHeight() - size);
    if (disc) {
      graphics.fillOval(x, y, size, size);
    } else {
      graphics.fillRect(x, y, size, size);
    }
    graphics.dispose();
    ImageIO.write(image, "jpg", file.toFile());
  }

  /** The file of a training or test image. */
  Path file(String path) {
    return root.resolve(path);
  }

  /** Makes all folders look as if they had not changed for a long time. */
  void old() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path folder : all.filter(Files::isDirectory).toList()) {
        Files.setLastModifiedTime(folder, FileTime.fromMillis(1_000_000_000_000L));
      }
    }
  }
}
