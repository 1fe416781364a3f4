package org.recu.data.folders;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Recognises image files by their names. */
public final class ImageFileNames {

  /** Those of torchvision's {@code IMG_EXTENSIONS}. */
  public static final List<String> ENDINGS =
      List.of(".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp");

  /** Formats that are decoded whatever the file is like. */
  private static final List<String> COMMON = List.of(".jpg", ".jpeg", ".png");

  /** Folders that file servers, archivers and Windows leave beside the user's. */
  private static final Set<String> FOREIGN =
      Set.of("@eadir", "#recycle", "__macosx", "$recycle.bin", "system volume information");

  private ImageFileNames() {}

  /** Whether this is the name of an image; hidden files, such as {@code ._a.jpg}, are not. */
  public static boolean isImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !isHidden(name) && ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /** Whether it is the name of an image in a format of which not all kinds are decoded. */
  static boolean isRare(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return isImage(name) && COMMON.stream().noneMatch(lower::endsWith);
  }

  /** Whether a file or folder of this name is none of the user's: hidden, or made by a system. */
  public static boolean isPassedOver(String name) {
    return isHidden(name) || FOREIGN.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a file or folder of this name is hidden. */
  static boolean isHidden(String name) {
    return name.startsWith(".");
  }
}
