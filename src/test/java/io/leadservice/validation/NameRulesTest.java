package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameRulesTest {

    private static final String NAMES = "\"firstName\":\"Ann\",\"lastName\":\"Rivera\"";

    @ParameterizedTest
    @CsvSource({
        "Test, Test",
        "test, lead",
        "John, TEST",
        "Test1, User",
        "TESTING, Rivera",
        "Ann, Test123",
        "Tést, Rivera",
        "asdf, asdf",
        "Ann, asdfgh",
        "qwerty, uiop",
        "QWER, Ty",
        "zxcvb, nm",
        "hjkl, Rivera",
        "asdasd, Rivera",
        "lkjhg, Rivera",
        "fdsa, Rivera",
        "asdfjkl, Rivera",
        "dfgdfg, Rivera",
        "sdkfjhg, Rivera",
        "qweqwe, Rivera",
        "aaaa, bbbb",
        "aaa, Rivera",
        "xxx, xxx",
        "Annnnn, Rivera",
        "Ann, zzzz",
        "Mickey, Mouse",
        "mouse, mickey",
        "DONALD, DUCK",
        "Santa, Claus",
        "Homer, Simpson",
        "Darth, Vader",
        "Bugs, Bunny",
        "Mike, Hunt",
        "Adolf, Hitler",
        "Kim, Jong Un",
        "Ben, Dover",
        "fuck, you",
        "Ann, Shithead",
        "Fuck, Off",
        "null, null",
        "None, Null",
        "Foo, Bar",
        "First, Last",
        "N/A, N/A",
        "no, name",
        "Test Lead, Rivera",
        "Ann, Rivera Test",
        "Mary asdf, Rivera",
        "abc, def",
        "Batman, Robin",
        "First Name, Last Name",
        "123, 456",
        "---, ...",
        "ann@example.com, Rivera",
        "<b>Ann</b>, Rivera",
        "{{name}}, Rivera",
        "Ann, http://x.io"
    })
    void flagsWhatIsNoOnesName(String first, String last) {
        assertThat(findings(first, last)).containsExactly("name.suspicious");
    }

    @ParameterizedTest
    @CsvSource({
        "Ng, Li",
        "O, Wu",
        "Xochitl, Nguyen Thi",
        "Bo, Ek",
        "Aa, Ö",
        "Ó, Dálaigh",
        "Krk, Vlk",
        "Srđan, Brz",
        "Ngozi, Okafor",
        "Jennifer, Null",
        "Ann, Foo",
        "Bar, Cohen",
        "Na, Kim",
        "No, Yong",
        "Guy, Fake",
        "Jon, Tester",
        "Ann, Sample",
        "John, Doe",
        "Jane, Doe",
        "Donald, Smith",
        "Minnie, Rivera",
        "Ann, Duck",
        "Mouse, Rivera",
        "Homer, Rivera",
        "Dick, Butt",
        "Phuc, Dong",
        "Gaylord, Focker",
        "Ho, Wang",
        "Hoare, Cummings",
        "Fanny, Cox",
        "Nhat, Phuc",
        "Wert, Trew",
        "Drew, Were",
        "Poe, Rew",
        "Qi, Wertz",
        "Asa, Dfgo",
        "Llwyd, Cwm",
        "Schwartz, Pfltz",
        "Mary Jane, O'Brien-Smith",
        "Smith III, Rivera",
        "John 3rd, Rivera",
        "Aaron, Lloyd",
        "Emma, Hannah",
        "Jojo, Mimi",
        "王, 小明",
        "Мария, Иванова",
        "محمد, علي",
        "José, Núñez",
        "D'Angelo, St. John",
        "Abcde, Rivera",
        "Thomas, Thomas",
        "Testa, Testerman",
        "Protest, Contest",
        "X Æ, Musk"
    })
    void takesRareShortAndForeignNames(String first, String last) {
        assertThat(findings(first, last)).isEmpty();
    }

    private static List<String> findings(String first, String last) {
        return Samples.findings(NAMES, "\"firstName\":\"" + first + "\",\"lastName\":\"" + last + '"');
    }
}
