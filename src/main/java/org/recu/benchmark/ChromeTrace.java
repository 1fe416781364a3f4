package org.recu.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Traced steps in the JSON that Perfetto and {@code chrome://tracing} show: an event of phase X an
 * op, in microseconds from the first op of what was measured.
 *
 * <p>TensorFlow does not say on the CPU which thread an op ran on. So an op is put into the first
 * lane that is free when it starts: there are as many lanes as ops ran at once.
 */
public final class ChromeTrace {

  private static final JsonFactory JSON = new JsonFactory();

  /** What was measured, and its steps in the order of time. */
  private record Measured(String name, List<StepTrace> steps) {}

  private final List<Measured> all = new ArrayList<>();

  /**
   * Adds what was measured, as a process of its own.
   *
   * @param name that is shown
   * @param steps one after another
   */
  public void add(String name, List<StepTrace> steps) {
    all.add(new Measured(name, List.copyOf(steps)));
  }

  /** Writes it; the stream stays open. */
  public void writeTo(OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("displayTimeUnit", "ms");
      json.writeArrayFieldStart("traceEvents");
      for (int i = 0; i < all.size(); i++) {
        write(json, all.get(i), i + 1);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Measured measured, int id) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", "process_name");
    json.writeStringField("ph", "M");
    json.writeNumberField("pid", id);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", measured.name());
    json.writeEndObject();
    json.writeEndObject();
    for (StepTrace step : measured.steps()) {
      // When each lane is free again.
      List<Long> lanes = new ArrayList<>();
      for (OpRun op : step.ops()) {
        write(json, op, id, lane(lanes, op), measured.steps().get(0).start());
      }
    }
  }

  private static void write(JsonGenerator json, OpRun op, int process, int lane, long zero)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", op.type());
    json.writeStringField("cat", op.kind().words());
    json.writeStringField("ph", "X");
    json.writeNumberField("ts", (op.start() - zero) / 1e3);
    json.writeNumberField("dur", op.nanoseconds() / 1e3);
    json.writeNumberField("pid", process);
    json.writeNumberField("tid", lane);
    json.writeObjectFieldStart("args");
    json.writeStringField("node", op.node());
    json.writeStringField("output", op.outputShape());
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The first lane that is free when an op starts, from 1; it is taken until the op ends. */
  private static int lane(List<Long> lanes, OpRun op) {
    int lane = 0;
    while (lane < lanes.size() && lanes.get(lane) > op.start()) {
      lane++;
    }
    if (lane == lanes.size()) {
      lanes.add(op.end());
    } else {
      lanes.set(lane, op.end());
    }
    return lane + 1;
  }
}
