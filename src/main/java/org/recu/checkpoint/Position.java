package org.recu.checkpoint;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a run is resumed, and the name of its checkpoint's folder: {@code epoch-0003} after epoch 3
 * was finished, which is position (4, 0); {@code epoch-0004-step-000120} inside epoch 4, after 120
 * steps, which is position (4, 120).
 *
 * @param epoch the epoch to continue with, from 0
 * @param step how many of its steps are done
 */
public record Position(int epoch, int step) implements Comparable<Position> {

  /** Where every run begins. */
  public static final Position START = new Position(0, 0);

  private static final Pattern NAME =
      Pattern.compile("epoch-(?<epoch>[0-9]{4,9})(-step-(?<step>[0-9]{6,9}))?");

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::epoch).thenComparingInt(Position::step);

  public Position {
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch (%d) must be at least 0".formatted(epoch));
    }
    if (step < 0) {
      throw new IllegalArgumentException("step (%d) must be at least 0".formatted(step));
    }
  }

  /** The position after this epoch, evaluation and all. */
  public static Position after(int epoch) {
    return new Position(epoch + 1, 0);
  }

  /** The position that the checkpoint's folder of this name stands for, if it is such a name. */
  static Optional<Position> parse(String folderName) {
    Matcher name = NAME.matcher(folderName);
    if (!name.matches()) {
      return Optional.empty();
    }
    int epoch = Integer.parseInt(name.group("epoch"));
    String step = name.group("step");
    Position position = step == null ? after(epoch) : new Position(epoch, Integer.parseInt(step));
    // Only the one way of writing a name: no epoch has two folders.
    return Optional.of(position).filter(p -> p.folderName().equals(folderName));
  }

  /** Whether the path ends in a checkpoint's folder's name. */
  public static boolean isName(Path path) {
    Path name = path.getFileName();
    return name != null && parse(name.toString()).isPresent();
  }

  /** Whether it is between two epochs. */
  public boolean isEpochEnd() {
    return step == 0 && epoch > 0;
  }

  /** The name of the checkpoint's folder. */
  public String folderName() {
    return isEpochEnd()
        ? "epoch-%04d".formatted(epoch - 1)
        : "epoch-%04d-step-%06d".formatted(epoch, step);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
