package io.leadservice.bench;

import io.leadservice.bench.Figures.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Draws latency, what was taken and CPU time over what was offered, as SVG. */
final class Picture {

    private static final int WIDTH = 760;
    private static final int LEFT = 70;
    private static final int RIGHT = 620;
    private static final int HEIGHT = 180;
    private static final int GAP = 60;
    private static final int TOP = 40;
    private static final int TICKS = 4;

    private final List<Point> points;
    private final double widest;
    private final StringBuilder svg = new StringBuilder();

    private Picture(List<Point> points) {
        this.points = points;
        this.widest = most(Point::offered);
    }

    /** A line of a chart. */
    private record Line(String name, String colour, ToDoubleFunction<Point> value) {}

    static String of(String title, List<Point> points) {
        return new Picture(points).draw(title);
    }

    private String draw(String title) {
        int height = TOP + 3 * (HEIGHT + GAP);
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                height));
        text(LEFT, 22, "start", "black", title);
        chart(
                0,
                "ms",
                List.of(
                        new Line("p50", "#1b7837", Point::p50),
                        new Line("p99", "#2166ac", Point::p99),
                        new Line("p99.9", "#762a83", Point::p999)));
        chart(
                1,
                "leads/s",
                List.of(new Line("taken", "#1b7837", Point::taken), new Line("refused", "#b2182b", Point::refused)));
        chart(2, "CPU us/lead", List.of(new Line("service", "#e08214", Point::serviceCpu)));
        text((LEFT + RIGHT) / 2, height - 12, "middle", "black", "offered leads/s");
        return svg.append("</svg>").append(System.lineSeparator()).toString();
    }

    private void chart(int index, String unit, List<Line> lines) {
        int top = TOP + index * (HEIGHT + GAP);
        int bottom = top + HEIGHT;
        double highest =
                lines.stream().mapToDouble(line -> most(line.value())).max().orElse(1);
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            double y = bottom - share * HEIGHT;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.0f\" x2=\"%d\" y2=\"%.0f\" stroke=\"#dddddd\"/>%n",
                    LEFT,
                    y,
                    RIGHT,
                    y));
            text(LEFT - 6, (int) y + 4, "end", "#555555", number(share * highest));
            text(x(share * widest), bottom + 16, "middle", "#555555", number(share * widest));
        }
        text(LEFT, top - 6, "start", "#555555", unit);
        int row = 0;
        for (Line line : lines) {
            String path = points.stream()
                    .map(point -> x(point.offered()) + ","
                            + Math.round(bottom - line.value().applyAsDouble(point) / highest * HEIGHT))
                    .collect(Collectors.joining(" "));
            svg.append(String.format(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n", path, line.colour()));
            text(RIGHT + 12, top + 14 + 16 * row++, "start", line.colour(), line.name());
        }
    }

    private int x(double offered) {
        return (int) Math.round(LEFT + offered / widest * (RIGHT - LEFT));
    }

    /** Not zero, since it divides. */
    private double most(ToDoubleFunction<Point> value) {
        return Math.max(1e-9, points.stream().mapToDouble(value).max().orElse(0));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    private void text(int x, int y, String anchor, String colour, String text) {
        svg.append(String.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, anchor, colour, text));
    }
}
