package org.recu.data;

import java.util.Set;

/** What the short side of an image becomes in validation, before the middle is taken. */
public final class ShortSide {
  /** Those that are seen as ImageNet is: 256 pixels for a network of 224, and so in proportion. */
  private static final Set<String> EDGES_CUT = Set.of("imagenet", "folder");

  private ShortSide() {}

  /**
   * The short side, in pixels; the size itself for sets whose images are seen whole.
   *
   * @param dataset name of the set
   * @param imageSize height and width that a network sees
   */
  public static int of(String dataset, int imageSize) {
    return EDGES_CUT.contains(dataset) ? imageSize * 8 / 7 : imageSize;
  }
}
