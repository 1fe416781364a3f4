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
 * @param classNames in the order of the classes; classes beyond them go by their number
 * @param counts (label, predicted): how many images
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
   * @param count how many images
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

  /** How many images of a class were predicted to be of a class. */
  long count(int label, int predicted) {
    return counts.get(label).get(predicted);
  }

  /** A class's name, or its number. */
  String name(int classNumber) {
    return classNumber < classNames.size()
        ? classNames.get(classNumber)
        : Integer.toString(classNumber);
  }

  long images() {
    return IntStream.range(0, classes()).mapToLong(this::images).sum();
  }

  /** Images of a class. */
  long images(int label) {
    return counts.get(label).stream().mapToLong(Long::longValue).sum();
  }

  /** Images that were classified correctly. */
  long correct() {
    return IntStream.range(0, classes()).mapToLong(label -> count(label, label)).sum();
  }

  /** The most frequent errors, the most frequent first; of equal ones the lower classes first. */
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
