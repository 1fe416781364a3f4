package org.recu.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What every page has around its sections, so that it needs nothing else.
 *
 * @param title of the page
 * @param heading of the page: the name of what it is about, or how many there are
 * @param noun what it is about: {@code run} or {@code network}
 * @param generator this program and its version
 * @param time when the page was written
 * @param data for the charts, as JSON
 * @param styleSheet CSS of the page
 * @param script that draws the charts
 * @param d3 the library that the script uses
 * @param d3Licence of the library
 */
record PageFrame(
    String title,
    String heading,
    String noun,
    String generator,
    String time,
    String data,
    String styleSheet,
    String script,
    String d3,
    String d3Licence) {

  private static final String TEMPLATES = "/org/recu/page/";
  private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /**
   * The frame of a page.
   *
   * @param labels of what it is about, at least one
   * @param noun what each is: {@code run} or {@code network}
   * @param version of this program
   * @param time shown on the page
   * @param charts data of each, in the form that the script reads
   */
  static PageFrame of(
      List<RunLabel> labels, String noun, String version, ZonedDateTime time, List<?> charts) {
    return new PageFrame(
        labels.stream().map(RunLabel::name).collect(Collectors.joining(", ")),
        labels.size() > 1 ? labels.size() + " " + noun + "s" : labels.get(0).name(),
        noun,
        "recu report " + version,
        MINUTE.format(time),
        json(charts),
        resource(TEMPLATES + "report.css"),
        resource(TEMPLATES + "report.js"),
        resource(D3 + "dist/d3.min.js"),
        resource(D3 + "LICENSE"));
  }

  /**
   * A page as HTML. Everything read from a file is escaped.
   *
   * @param template of the page; its partial templates lie beside it
   * @param page that the template shows
   */
  static String html(String template, Object page) {
    return Mustache.compiler()
        .escapeHTML(true)
        .emptyStringIsFalse(true)
        .withLoader(name -> new StringReader(template(name)))
        .compile(template(template))
        .execute(page);
  }

  private static String template(String name) {
    return resource(TEMPLATES + name + ".mustache");
  }

  /** A script element has no escapes, so nothing in it may look like its end tag. */
  private static String json(List<?> charts) {
    try {
      return JSON.writeValueAsString(charts).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers cannot be written as JSON", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program is missing its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
