package org.recu.data.folders;

import java.util.List;
import java.util.Locale;

/** Recognises image files by their names. */
public final class ImageFileNames {

  /** Those of torchvision's {@code IMG_EXTENSIONS}. */
  public static final List<String> ENDINGS =
      List.of(".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp");

  private ImageFileNames() {}

  /** Whether this is the name of an image; hidden files, such as {@code ._a.jpg}, are not. */
  public static boolean isImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !isHidden(name) && ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /** Whether a file or folder of this name is hidden. */
  static boolean isHidden(String name) {
    return name.startsWith(".");
  }
}
