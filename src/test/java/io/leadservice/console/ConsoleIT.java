package io.leadservice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.PostedLeads;
import io.leadservice.TestNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations page in a real browser while leads come, and who may see it in production. With {@code -Ddocs.write} the
 * pictures in {@code docs/console} are made anew.
 */
class ConsoleIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final boolean DOCS = System.getProperty("docs.write") != null;
    private static final Path PICTURES = DOCS ? Path.of("docs", "console") : Path.of("target", "console");
    private static final int POINTS_FOR_DOCS = 6;
    private static final double AA = 4.5;
    private static final String LOGGER = "io.leadservice.bus";

    /** The lowest contrast of a text with what is behind it, by the formula of WCAG 2.2, and which text that is. */
    private static final String CONTRAST = """
            (() => {
              const rgb = text => text.match(/[\\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                  const color = rgb(getComputedStyle(e).backgroundColor);
                  if (color.length < 4 || color[3] === 1) return color;
                }
                return [255, 255, 255];
              };
              let worst = [99, ''];
              for (const e of document.querySelectorAll('body *')) {
                const own = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).join('');
                if (!own || !e.getClientRects().length) continue;
                const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))];
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < worst[0]) worst = [contrast, e.tagName + ' ' + own];
              }
              return worst;
            })()
            """;

    private static final String FOCUSED = "document.activeElement.textContent";
    private static final String STATE = "document.getElementById('state').textContent";

    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.setup().patient().start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void showsThePipelineAtWorkAndChangesALevelByKeyboardAlone() throws Exception {
        assumeThat(Browser.installed()).as("Chromium: apt-get install chromium").isPresent();
        try (Browser browser = Browser.start(Browser.installed().orElseThrow());
                PostedLeads leads = PostedLeads.at(node, DOCS ? 16 : 2)) {
            // Given a page while leads come
            browser.resize(1280, 1500);
            browser.open(page("light"));
            leads.awaitTaken(10);

            // When it has shown them, then it shows every stage with its instances and what they did
            until(browser, "document.querySelectorAll('#recent tr').length > 5");
            until(browser, fact("scoring", "a second") + " > 0");
            assertThat(browser.value("[...document.querySelectorAll('#stages h3')].map(h => h.textContent).join()")
                            .asText())
                    .isEqualTo("http,intake,validation,scoring,persistence,publishing");
            assertThat(browser.value(fact("scoring", "instances")).asInt()).isPositive();
            assertThat(browser.value("document.getElementById('around').textContent")
                            .asText())
                    .contains("Nodes1: local", "Outbox", "Event loops late");
            assertThat(browser.value("document.getElementById('scores').textContent")
                            .asText())
                    .contains("AUTO");
            // And nothing of a person
            assertThat(browser.value("document.body.textContent").asText()).doesNotContain("@example.com", "Example");
            // And it can be read in both themes and on a phone
            awaitCharts(browser);
            readable(browser, "light");
            browser.open(page("dark"));
            awaitCharts(browser);
            readable(browser, "dark");
            browser.resize(390, 1600);
            until(browser, "document.documentElement.scrollWidth <= innerWidth");
            readable(browser, "phone");
            browser.resize(1280, 1500);

            // When only keys are pressed, then all is reached
            List<String> reached = reached(browser);
            assertThat(reached)
                    .contains("skip", "theme", "link", "stage", "instances", "logger", "level", "Set on this node");
            // And the leads stand still while one of them has the focus
            browser.value("document.querySelector('#recent button').focus()");
            String lead = browser.value(FOCUSED).asText();
            String time = browser.value(STATE).asText();
            until(browser, STATE + " !== '" + time + "'");
            assertThat(browser.value(FOCUSED).asText()).isEqualTo(lead);
            assertThat(browser.value("document.querySelector('#recent button').textContent")
                            .asText())
                    .isEqualTo(lead);
            // And Enter shows the way of a lead
            browser.press("Enter");
            until(browser, "document.querySelectorAll('#timeline li').length >= 3");
            assertThat(browser.value("document.getElementById('timeline').textContent")
                            .asText())
                    .contains("validation: passed", "scoring: tier");
            // And sets a level
            browser.value("document.getElementById('logger').value = '" + LOGGER + "'");
            browser.value("document.getElementById('level').value = 'DEBUG'");
            browser.value("document.getElementById('logger').focus()");
            browser.press("Enter");
            until(browser, "document.getElementById('level-told').textContent === 'Set.'");
            Logger logger = LoggerFactory.getLogger(LOGGER);
            assertThat(logger.isDebugEnabled()).isTrue();
        } finally {
            setLevel();
        }
    }

    @Test
    void isForAdministratorsInProduction() throws Exception {
        try (TestNode production = TestNode.setup()
                .patient()
                .instances(0, 1, 1, 0, 0)
                .with("APP_ENV", "production")
                .with("ENCRYPTION_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
                .with("JWT_SECRET", "0123456789abcdef0123456789abcdef-test")
                .start()) {
            // Given the page, which is empty without its feed
            assertThat(status(production, "/console", "")).isEqualTo(200);

            // Then its feed and what it changes are for administrators
            for (String path : List.of("/admin/console/feed", "/admin/loggers")) {
                assertThat(status(production, path, "")).as(path).isEqualTo(401);
                assertThat(status(production, path, production.token("reader", "leads:read leads:pii")))
                        .as(path)
                        .isEqualTo(403);
                assertThat(status(production, path, production.token("root", "leads:admin")))
                        .as(path)
                        .isEqualTo(200);
            }
            if (Browser.installed().isPresent()) {
                try (Browser browser = Browser.start(Browser.installed().orElseThrow())) {
                    browser.open(production.management("/console"));
                    until(browser, "!document.getElementById('token-form').hidden");
                    browser.value("document.getElementById('token').value = '" + production.token("root", "leads:admin")
                            + "'");
                    browser.value("document.getElementById('token').focus()");
                    browser.press("Enter");
                    until(browser, "document.querySelectorAll('#stages li').length === 6");
                }
            }
        }
    }

    /** The status of an answer, whose end is not waited for. */
    private static int status(TestNode at, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at.management(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private static URI page(String theme) {
        return node.management("/console?theme=" + theme);
    }

    /** The charts draw a point every ten seconds, of which the documentation shows some. */
    private static void awaitCharts(Browser browser) {
        until(
                browser,
                "document.querySelectorAll('#charts canvas').length === 5 && history.length >= "
                        + (DOCS ? POINTS_FOR_DOCS : 1));
    }

    private static void readable(Browser browser, String name) throws Exception {
        JsonNode worst = browser.value(CONTRAST);
        assertThat(worst.get(0).asDouble())
                .as(name + ": " + worst.get(1).asText())
                .isGreaterThanOrEqualTo(AA);
        browser.shoot(PICTURES.resolve(name + ".png"));
    }

    private static List<String> reached(Browser browser) {
        List<String> reached = new ArrayList<>();
        browser.value("document.activeElement.blur()");
        for (int i = 0; i < 120 && Collections.frequency(reached, "Set on this node") < 2; i++) {
            browser.press("Tab");
            reached.add(browser.value("(e => e.id || e.className || e.textContent)(document.activeElement)")
                    .asText());
        }
        return reached;
    }

    /** What stands beside a name in the box of a stage. */
    private static String fact(String stage, String name) {
        return "[...[...document.querySelectorAll('#stages li')].find(li => li.querySelector('h3').textContent === '"
                + stage + "').querySelectorAll('dt')].find(dt => dt.textContent === '" + name
                + "').nextElementSibling.textContent";
    }

    private static void until(Browser browser, String expression) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> browser.holds(expression));
    }

    private static void setLevel() throws Exception {
        HttpRequest back = HttpRequest.newBuilder(node.management("/admin/loggers/" + LOGGER))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"level\":\"INFO\"}"))
                .build();
        HTTP.send(back, BodyHandlers.discarding());
    }
}
