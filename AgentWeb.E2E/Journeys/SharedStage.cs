namespace AgentWeb.E2E.Journeys;

/// <summary>
/// One server for all journeys that want nothing special of it, one journey after the other: each begins as somebody new, and what it leaves
/// running is ended. A server of their own, which each class would start cold, cost more time than the journeys.
/// </summary>
[CollectionDefinition]
public sealed class SharedStage : ICollectionFixture<Stage>;
