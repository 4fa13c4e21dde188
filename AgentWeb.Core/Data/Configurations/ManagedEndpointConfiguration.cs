using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class ManagedEndpointConfiguration : IEntityTypeConfiguration<ManagedEndpoint>
{
    public void Configure(EntityTypeBuilder<ManagedEndpoint> builder)
    {
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Name).HasMaxLength(64);
        builder.Property(e => e.BaseUrl).HasMaxLength(512);
        builder.Property(e => e.ProtectedApiKey).HasMaxLength(4000);
        builder.ComplexCollection(e => e.Models, models => models.ToJson());
        builder.HasIndex(e => e.Name).IsUnique();
    }
}
