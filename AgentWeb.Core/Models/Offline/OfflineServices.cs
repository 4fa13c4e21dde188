using AgentWeb.Core.Models.Offline.Skills;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Models.Offline;

/// <summary>Registers the built-in assistant and what it can do.</summary>
internal static class OfflineServices
{
    /// <summary>Adds the assistant. Its skills are tried in this order, and the last one answers everything.</summary>
    public static IServiceCollection AddOfflineAssistant(this IServiceCollection services) => services
        .AddSingleton<IOfflineSkill, IntroductionSkill>()
        .AddSingleton<IOfflineSkill>(new FileAnswerSkill(leastWords: 3))
        .AddSingleton<IOfflineSkill, SummarySkill>()
        .AddSingleton<IOfflineSkill, CountSkill>()
        .AddSingleton<IOfflineSkill, SearchSkill>()
        .AddSingleton<IOfflineSkill, NumberTableSkill>()
        .AddSingleton<IOfflineSkill, ArithmeticSkill>()
        .AddSingleton<IOfflineSkill, DateShiftSkill>()
        .AddSingleton<IOfflineSkill, DayCountSkill>()
        .AddSingleton<IOfflineSkill, WeekdaySkill>()
        .AddSingleton<IOfflineSkill, ClockSkill>()
        .AddSingleton<IOfflineSkill>(new FileAnswerSkill(leastWords: 1))
        .AddSingleton<IOfflineSkill, FallbackSkill>()
        .AddSingleton<OfflineBrain>()
        .AddSingleton<OfflineChatClient>();
}
