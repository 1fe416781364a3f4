package org.recu.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A team in which the other workers always say the same. */
public final class ScriptedTeam implements Team {

  private final int task;
  private final List<String> texts;
  private final long[][] numbers;
  private final List<String> told = new ArrayList<>();

  private ScriptedTeam(int task, List<String> texts, long[][] numbers) {
    this.task = task;
    this.texts = texts;
    this.numbers = numbers;
  }

  /** Workers that say these texts; that of {@code task} is replaced by what this one says. */
  public static ScriptedTeam ofTexts(int task, String... texts) {
    return new ScriptedTeam(task, List.of(texts), new long[texts.length][]);
  }

  /** Workers that say these numbers; those of {@code task} are replaced by what this one says. */
  public static ScriptedTeam ofNumbers(int task, long[]... numbers) {
    return new ScriptedTeam(task, List.of(), numbers);
  }

  /** What this worker has told the others. */
  public List<String> told() {
    return told;
  }

  @Override
  public int size() {
    return numbers.length;
  }

  @Override
  public int task() {
    return task;
  }

  @Override
  public String name(int worker) {
    return "worker " + worker;
  }

  @Override
  public long[][] gather(long[] own) {
    told.add(Arrays.toString(own));
    long[][] all = numbers.clone();
    all[task] = own;
    return all;
  }

  @Override
  public List<String> gather(String own) {
    told.add(own);
    List<String> all = new ArrayList<>(texts);
    all.set(task, own);
    return all;
  }
}
