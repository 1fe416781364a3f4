package org.recu.data.folders;

import java.util.List;
import java.util.Locale;

/** Which files of a folder are taken for images, by their names alone. */
public final class ImageFileNames {

  /** Those of torchvision's {@code IMG_EXTENSIONS}. */
  public static final List<String> ENDINGS =
      List.of(".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp");

  private ImageFileNames() {}

  /** Whether a file of this name is an image; hidden ones, such as {@code ._a.jpg}, are none. */
  public static boolean isPicture(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !isHidden(name) && ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /** Whether a file or folder of this name is hidden. */
  static boolean isHidden(String name) {
    return name.startsWith(".");
  }
}
