package org.recu.data;

import java.util.List;
import org.recu.image.Normalization;

/**
 * The properties of an open data set.
 *
 * @param name as {@code --dataset} takes it, such as {@code cifar10}
 * @param classNames name of each label, in the order of labels
 * @param imageSize height and width, in pixels, of the images that a network sees
 * @param normalization of those images
 */
public record DatasetInfo(
    String name, List<String> classNames, int imageSize, Normalization normalization) {

  public DatasetInfo {
    classNames = List.copyOf(classNames);
  }

  /** Number of classes. */
  public int classes() {
    return classNames.size();
  }
}
