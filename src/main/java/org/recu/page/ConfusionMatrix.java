package org.recu.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which classes a run's best checkpoint takes for which, over the test images.
 *
 * @param model what was evaluated, such as {@code epoch-0009}
 * @param classNames one a class; where there are fewer, the others go by their number
 * @param counts (label, taken for): how many images
 * @param mistaken the pictures it was most sure of and wrong about, the surest first
 */
public record ConfusionMatrix(
    String model,
    List<String> classNames,
    List<List<Long>> counts,
    List<MistakenPicture> mistaken) {

  public ConfusionMatrix {
    classNames = List.copyOf(classNames);
    counts = counts.stream().map(List::copyOf).toList();
    mistaken = List.copyOf(mistaken);
  }

  /**
   * A pair of classes, one taken for the other.
   *
   * @param label the images' class, from 0
   * @param taken what they were taken for, from 0
   * @param count how many images
   */
  record Pair(int label, int taken, long count) {}

  int classes() {
    return counts.size();
  }

  /** How many images of a class were taken for a class. */
  long count(int label, int taken) {
    return counts.get(label).get(taken);
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

  /** Images that were taken for what they are. */
  long right() {
    return IntStream.range(0, classes()).mapToLong(label -> count(label, label)).sum();
  }

  /** The most frequent mistakes, the most frequent first; of equal ones the lower classes first. */
  List<Pair> mistakes(int most) {
    List<Pair> pairs = new ArrayList<>();
    for (int label = 0; label < classes(); label++) {
      for (int taken = 0; taken < classes(); taken++) {
        if (label != taken && count(label, taken) > 0) {
          pairs.add(new Pair(label, taken, count(label, taken)));
        }
      }
    }
    pairs.sort(Comparator.comparingLong(pair -> -pair.count()));
    return pairs.subList(0, Math.min(most, pairs.size()));
  }
}
