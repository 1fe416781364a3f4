package org.recu.data.pipeline;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A batch that workers fill slice by slice. Guarded by the lock of its {@link BatchQueue}. */
final class PendingBatch {
  private final Portion portion;
  private final BatchTensors tensors;

  /** Number of images taken by workers. */
  private int taken;

  /** Number of images finished by workers, successfully or not. */
  private int finished;

  /** The substitutions by position of their slice. */
  private final SortedMap<Integer, List<Substitution>> substitutions = new TreeMap<>();

  /** Position of the first image that failed. */
  private int failedPosition = Integer.MAX_VALUE;

  private Throwable failure;

  PendingBatch(Portion portion, BatchTensors tensors) {
    this.portion = portion;
    this.tensors = tensors;
  }

  BatchTensors tensors() {
    return tensors;
  }

  Portion portion() {
    return portion;
  }

  boolean allTaken() {
    return taken == tensors.size();
  }

  /** Takes the next slice. */
  Slice take(int count) {
    int end = Math.min(taken + count, tensors.size());
    Slice slice = new Slice(this, taken, end);
    taken = end;
    return slice;
  }

  void finish(Slice slice, List<Substitution> made) {
    finished += slice.end() - slice.start();
    if (!made.isEmpty()) {
      substitutions.put(slice.start(), made);
    }
  }

  /** Records a failure; the first one in the batch wins, whichever worker reports first. */
  void fail(int position, Throwable thrown) {
    if (position < failedPosition) {
      failedPosition = position;
      failure = thrown;
    }
  }

  /** Whether no worker is about to write to it. */
  boolean untouched() {
    return finished == taken;
  }

  boolean ready() {
    return finished == tensors.size();
  }

  /** In the order of the images. */
  List<Substitution> substitutions() {
    return substitutions.values().stream().flatMap(List::stream).toList();
  }

  /** The first failure, or null. */
  Throwable failure() {
    return failure;
  }

  /**
   * A run of images in a batch that one worker prepares.
   *
   * @param batch they belong to
   * @param start position of the first in the batch
   * @param end position after the last
   */
  record Slice(PendingBatch batch, int start, int end) {

    /** The index in the order of the epoch of a position in this batch. */
    int inOrder(int position) {
      return batch.portion.first() + position;
    }
  }
}
