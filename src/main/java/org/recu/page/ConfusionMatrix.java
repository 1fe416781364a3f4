package org.recu.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.recu.eval.Confusion;

/**
 * The confusion matrix of a run's best checkpoint on the test images.
 *
 * @param model what was evaluated, such as {@code epoch-0009}
 * @param classNames in the order of the classes; a class without a name is shown by its number
 * @param counts (label, predicted): number of images
 * @param errors the most confident errors, the most confident first
 */
public record ConfusionMatrix(
    String model,
    List<String> classNames,
    List<List<Long>> counts,
    List<MisclassifiedImage> errors) {

  public ConfusionMatrix {
    classNames = List.copyOf(classNames);
    counts = counts.stream().map(List::copyOf).toList();
    errors = List.copyOf(errors);
  }

  /**
   * A pair of classes that the network confuses.
   *
   * @param label the images' class, from 0
   * @param predicted the predicted class, from 0
   * @param count number of images
   */
  record Pair(int label, int predicted, long count) {}

  /**
   * The matrix of an evaluation.
   *
   * @param model what was evaluated, such as {@code epoch-0009}
   * @param classNames in the order of the classes
   */
  static ConfusionMatrix of(String model, List<String> classNames, Confusion confusion) {
    return new ConfusionMatrix(
        model,
        classNames,
        confusion.counts(),
        confusion.mostConfidentErrors().stream().map(MisclassifiedImage::of).toList());
  }

  int classes() {
    return counts.size();
  }

  /** Number of images of class {@code label} that were predicted as {@code predicted}. */
  long count(int label, int predicted) {
    return counts.get(label).get(predicted);
  }

  /** The class's name, or its number if it has none. */
  String name(int classNumber) {
    return classNumber < classNames.size()
        ? classNames.get(classNumber)
        : Integer.toString(classNumber);
  }

  long images() {
    return IntStream.range(0, classes()).mapToLong(this::images).sum();
  }

  /** Number of images of a class. */
  long images(int label) {
    return counts.get(label).stream().mapToLong(Long::longValue).sum();
  }

  /** Number of images that were classified correctly. */
  long correct() {
    return IntStream.range(0, classes()).mapToLong(label -> count(label, label)).sum();
  }

  /** The most frequent errors, the most frequent first; ties are ordered by class. */
  List<Pair> confusedPairs(int most) {
    List<Pair> pairs = new ArrayList<>();
    for (int label = 0; label < classes(); label++) {
      for (int predicted = 0; predicted < classes(); predicted++) {
        if (label != predicted && count(label, predicted) > 0) {
          pairs.add(new Pair(label, predicted, count(label, predicted)));
        }
      }
    }
    pairs.sort(Comparator.comparingLong(pair -> -pair.count()));
    return pairs.subList(0, Math.min(most, pairs.size()));
  }
}
