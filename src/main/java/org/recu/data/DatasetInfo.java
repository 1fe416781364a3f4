package org.recu.data;

import java.util.List;

/**
 * What a data set is, known once it is open.
 *
 * @param name as {@code --dataset} takes it, such as {@code cifar10}
 * @param classNames name of each label, in the order of labels
 * @param imageSize height and width, in pixels, of the pictures that a network sees
 * @param normalization of those pictures
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
