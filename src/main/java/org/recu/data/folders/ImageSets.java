package org.recu.data.folders;

import java.util.List;
import org.recu.data.images.StandardMappings;
import org.recu.image.Normalization;

/** The sets of image files that are known by name. */
public final class ImageSets {
  private static final int IMAGE_SIZE = 224;

  private static final Normalization IMAGENET_COLOURS =
      new Normalization(List.of(.485, .456, .406), List.of(.229, .224, .225));

  /** Tiny-ImageNet, as distributed or with its test images in class folders. */
  public static final ImageSetKind TINYIMAGENET =
      new ImageSetKind(
          "tinyimagenet",
          List.of("tiny-imagenet-200", "tinyimagenet"),
          IMAGE_SIZE,
          new Normalization(List.of(.4802, .4481, .3975), List.of(.2302, .2265, .2262)),
          StandardMappings::tinyimagenet);

  /** ImageNet, ILSVRC 2012. */
  public static final ImageSetKind IMAGENET =
      new ImageSetKind(
          "imagenet",
          List.of("imagenet"),
          IMAGE_SIZE,
          IMAGENET_COLOURS,
          StandardMappings::imagenet);

  /** Anybody's class folders, seen as ImageNet is. */
  public static final ImageSetKind FOLDER =
      new ImageSetKind(
          "folder", List.of(), IMAGE_SIZE, IMAGENET_COLOURS, StandardMappings::imagenet);

  private ImageSets() {}
}
