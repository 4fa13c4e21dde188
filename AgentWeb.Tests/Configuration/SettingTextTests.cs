using AgentWeb.Core.Configuration;

namespace AgentWeb.Tests.Configuration;

public sealed class SettingTextTests
{
    [Theory]
    [InlineData("00:10:00", "10 min")]
    [InlineData("30.00:00:00", "30 d")]
    [InlineData("1.00:00:00", "1 d")]
    [InlineData("00:01:30", "90 s")]
    [InlineData("00:00:00.1000000", "100 ms")]
    [InlineData("00:00:00", "0")]
    [InlineData("soon", "soon")]
    public void ForPerson_Duration_IsSaidInItsLargestUnit(string stored, string said) => Assert.Equal(said, SettingText.ForPerson(stored));

    [Theory]
    [InlineData("10 min", "00:10:00")]
    [InlineData("1.5h", "01:30:00")]
    [InlineData("100 ms", "00:00:00.1000000")]
    [InlineData("00:00:30", "00:00:30")]
    [InlineData("0", "00:00:00")]
    [InlineData("10", null)]
    [InlineData("a while", null)]
    [InlineData("99999999999999999 d", null)]
    public void Read_Duration_NeedsAUnit(string text, string? stored) => Assert.Equal(stored, SettingText.Read(Setting(SettingKind.Duration, typeof(TimeSpan)), text));

    [Theory]
    [InlineData(" 7 ", "7")]
    [InlineData("7.5", null)]
    [InlineData("99999999999", null)]
    [InlineData("many", null)]
    public void Read_Integer_IsOneOfItsType(string text, string? stored) => Assert.Equal(stored, SettingText.Read(Setting(SettingKind.Integer, typeof(int)), text));

    [Theory]
    [InlineData("0.5", "0.5")]
    [InlineData("NaN", null)]
    [InlineData("half", null)]
    public void Read_Number_IsFinite(string text, string? stored) => Assert.Equal(stored, SettingText.Read(Setting(SettingKind.Number, typeof(double)), text));

    [Theory]
    [InlineData("monday", "Monday")]
    [InlineData("1", null)]
    public void Read_Choice_IsOneOfItsNames(string text, string? stored) => Assert.Equal(stored, SettingText.Read(Setting(SettingKind.Choice, typeof(DayOfWeek)), text));

    [Theory]
    [InlineData("monday, Friday,monday", "Monday, Friday")]
    [InlineData("", "")]
    [InlineData("Monday, Someday", null)]
    public void Read_List_HasEachOnce(string text, string? stored) => Assert.Equal(stored, SettingText.Read(Setting(SettingKind.List, typeof(DayOfWeek)), text));

    private static SettingDefinition Setting(SettingKind kind, Type type) =>
        new("A:B", "A", kind, type, "", Default: null) { Choices = type.IsEnum ? Enum.GetNames(type) : [] };
}
