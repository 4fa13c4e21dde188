using AgentWeb.Core.Data.Search;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Data.Search;

public sealed class WordsTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "Hello, World!", "hello world" },
        { "don't 3.14 a_b", "don t 3 14 a b" },
        { "Café ÜBER naïve", "cafe uber naive" },
        { "e\u0301te\u0301", "ete" }, // Accents that stand apart
        { "Ｆｕｌｌ ﬁne", "full fine" },
        { "ПРИВЕТ мир", "привет мир" },
        { "検索機能 ok", "検索 索機 機能 能 ok" },
        { "字", "字" },
        { "a\0b\u200bc", "a b c" },
        { "\ud800 half \udc00", "half" },
        { "👍 “” -- * \" ' : ^", "" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void In_Text_FoldsItsWords(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Words.In(text).Select(w => w.Folded)));

    [Fact]
    public void In_LongWord_IsCut() => Assert.Equal(64, Assert.Single(Words.In(new string('x', 10_000))).Folded.Length);

    [Fact]
    public void In_AnyText_GivesWordsInOrderThatHoldNoSeparator() => Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll<string>(text =>
    {
        var at = 0;
        foreach (var word in Words.In(text ?? ""))
        {
            Assert.True(word.Start >= at && word.Length > 0 && word.Start + word.Length <= text!.Length);
            Assert.DoesNotContain(word.Folded, c => c is < (char)128 and not ((>= 'a' and <= 'z') or (>= '0' and <= '9')));
            at = word.Start;
        }
    }));

    [Theory]
    [InlineData("que", "", "que")]
    [InlineData("que ", "que", null)]
    [InlineData("two wor", "two", "wor")]
    [InlineData("索", "", "索")]
    [InlineData("検索", "", "検索")]
    [InlineData("", "", null)]
    public void Read_Query_TakesTheLastWordForABeginning(string query, string whole, string? beginning)
    {
        var words = SearchWords.Read(query);

        Assert.Equal(whole, string.Join(' ', words.Whole));
        Assert.Equal(beginning, words.Beginning);
    }
}
