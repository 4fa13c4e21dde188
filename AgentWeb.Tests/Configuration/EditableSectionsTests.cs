using System.ComponentModel;
using System.Reflection;
using AgentWeb.Core;
using AgentWeb.Core.Configuration;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Configuration;

public sealed class EditableSectionsTests(OpenServer server) : IClassFixture<OpenServer>
{
    private IReadOnlyList<EditableSection> Sections => server.Container.GetRequiredService<EditableSections>().All;

    [Fact]
    public void Settings_AllOfThem_AreDescribedOrNotEditable()
    {
        var settings = Sections.SelectMany(section => section.Settings).ToList();
        var types = settings.Select(setting => setting.Path[^1].DeclaringType!).Distinct().ToList();

        Assert.True(settings.Count > 40, "The settings were not found.");
        Assert.Empty(types.SelectMany(type => type.GetProperties())
            .Where(property => (property.PropertyType.IsValueType || property.PropertyType == typeof(string))
                && property.GetCustomAttribute<DescriptionAttribute>() is null && property.GetCustomAttribute<NotEditableAttribute>() is null)
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));
    }

    [Fact]
    public void Settings_AsTheyAre_KeepTheirOwnRules()
    {
        foreach (var setting in Sections.SelectMany(section => section.Settings).Where(setting => setting.Default is { Length: > 0 }))
        {
            Assert.Equal(setting.Default, SettingText.Read(setting, setting.Default!));
        }
    }

    [Fact]
    public void Settings_Secrets_AreNotAmongThem() => Assert.DoesNotContain(
        Sections.SelectMany(section => section.Settings),
        setting => setting.Key.Contains("Key", StringComparison.Ordinal) || setting.Key.Contains("Password", StringComparison.Ordinal) || setting.Key.Contains("Endpoints", StringComparison.Ordinal));

    [Fact]
    public void Settings_OfOneNode_AreNotAmongThem()
    {
        Assert.Null(server.Container.GetRequiredService<EditableSections>().FindSetting("Queue:NodeName"));
        Assert.Null(server.Container.GetRequiredService<EditableSections>().Find("Database"));
    }
}
