package org.recu.checkpoint;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position at which a run is resumed. It determines the name of the checkpoint's folder: {@code
 * epoch-0003} after epoch 3, which is position (4, 0); {@code epoch-0004-step-000120} after 120
 * steps of epoch 4, which is position (4, 120).
 *
 * @param epoch the epoch to continue with, from 0
 * @param step how many of its steps are done
 */
public record Position(int epoch, int step) implements Comparable<Position> {

  /** The start of every run. */
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

  /** The position after this epoch and its evaluation. */
  public static Position after(int epoch) {
    return new Position(epoch + 1, 0);
  }

  /** Parses the name of a checkpoint's folder; empty if it is not such a name. */
  static Optional<Position> parse(String folderName) {
    Matcher name = NAME.matcher(folderName);
    if (!name.matches()) {
      return Optional.empty();
    }
    int epoch = Integer.parseInt(name.group("epoch"));
    String step = name.group("step");
    Position position = step == null ? after(epoch) : new Position(epoch, Integer.parseInt(step));
    // Only the canonical spelling of a name is accepted, so no epoch has two folders.
    return Optional.of(position).filter(p -> p.folderName().equals(folderName));
  }

  /** Whether the last element of the path is the name of a checkpoint's folder. */
  public static boolean isName(Path path) {
    Path name = path.getFileName();
    return name != null && parse(name.toString()).isPresent();
  }

  /** Whether this position is between epochs rather than within one. */
  public boolean isEpochEnd() {
    return step == 0 && epoch > 0;
  }

  /** The name of the checkpoint's folder. */
  public String folderName() {
    return isEpochEnd()
        ? String.format(Locale.ROOT, "epoch-%04d", epoch - 1)
        : String.format(Locale.ROOT, "epoch-%04d-step-%06d", epoch, step);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
