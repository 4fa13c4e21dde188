using AgentWeb.Core.Accounts;
using AgentWeb.Hosting;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Accounts;

public sealed class RuleTests
{
    [Theory]
    [InlineData("a@b", true)]
    [InlineData(" name.sur+tag@sub.example.org ", true)]
    [InlineData("jörg@bücher.example", true)]
    [InlineData("名前@例え.jp", true)]
    [InlineData("a@", false)]
    [InlineData("@b", false)]
    [InlineData("a@@b", false)]
    [InlineData("a b@c", false)]
    [InlineData("a\0@c", false)]
    [InlineData("\u202Ea@c", false)]
    [InlineData("", false)]
    public void Email_Text_IsJudged(string text, bool good) => Assert.Equal(good, EmailRule.Check(text) is null);

    [Fact]
    public void Email_HalfASurrogatePair_IsRefused() => Assert.Equal(AccountErrors.InvalidEmail, EmailRule.Check("\ud800@c"));

    [Fact]
    public void Email_Any_CanBeNormalisedWhenAccepted() => Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
        !EmailRule.TryRead(text, out var email) || email.Normalize().ToUpperInvariant().Length > 0));

    [Theory]
    [InlineData(9, "password_too_short")]
    [InlineData(10, null)]
    [InlineData(128, null)]
    [InlineData(129, "password_too_long")]
    public void Password_Length_IsJudged(int length, string? code) => Assert.Equal(code, PasswordRule.Check(new string('x', length))?.Code);

    [Fact]
    public void LocalUrl_Any_StaysOnThisServer() => Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
        new Uri(new Uri("http://this.example"), LocalUrl.OrHome("/" + text)).Host == "this.example"
        && new Uri(new Uri("http://this.example"), LocalUrl.OrHome(text)).Host == "this.example"));
}
